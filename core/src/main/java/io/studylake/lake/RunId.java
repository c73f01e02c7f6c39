package io.studylake.lake;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The id of one run: its start in UTC to the second and six random letters or digits, so that ids
 * sort by time and two runs of one second differ.
 *
 * @param value for example {@code 20260131-093000-k3x9qa}
 */
public record RunId(String value) {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  /** A new id. */
  public static RunId next(Instant start) {
    SecureRandom random = new SecureRandom();
    StringBuilder tail = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      tail.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new RunId(SECONDS.format(start) + "-" + tail);
  }

  @Override
  public String toString() {
    return value;
  }
}
