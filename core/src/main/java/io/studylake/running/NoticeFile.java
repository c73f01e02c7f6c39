package io.studylake.running;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One beat of a notice: the file {@code <id>.<beat>.json}. A beat is a new file, and the one before
 * is deleted after it, so that a reader always finds a whole one and a full disk takes none away.
 *
 * @param location where it lies
 * @param id the notice's id
 * @param beat 1 for the first
 * @param writtenAt when it was written, by the clock of whoever keeps the files
 */
record NoticeFile(String location, String id, long beat, Instant writtenAt) {
  private static final Pattern NAME = Pattern.compile(".*/([^/.]+)\\.([0-9]{1,18})\\.json");

  static String name(String id, long beat) {
    return "%s.%d.json".formatted(id, beat);
  }

  /** Whether a file can be one. */
  static boolean isOne(String location) {
    return NAME.matcher(location).matches();
  }

  static NoticeFile of(String location, Instant writtenAt) {
    Matcher name = NAME.matcher(location);
    if (!name.matches()) {
      throw new IllegalArgumentException(location + " is no notice");
    }
    return new NoticeFile(location, name.group(1), Long.parseLong(name.group(2)), writtenAt);
  }
}
