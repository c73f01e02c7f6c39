package io.studylake.jobs;

import java.io.IOException;
import java.util.List;

/** A disk without room, however deep the libraries wrapped what the operating system said. */
final class FullDisk {
  private static final List<String> WORDS =
      List.of("No space left on device", "Disk quota exceeded");

  private FullDisk() {}

  /** Whether a failure is that of a full disk. */
  static boolean in(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String said = String.valueOf(at.getMessage());
      if (at instanceof IOException && WORDS.stream().anyMatch(said::contains)) {
        return true;
      }
    }
    return false;
  }

  /** What to say of it. */
  static String words() {
    return "Cannot write to the lake: No space left on device, its disk is full. Free some, then"
        + " run the command again; what it did not finish is not on main.";
  }
}
