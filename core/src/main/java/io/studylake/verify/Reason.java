package io.studylake.verify;

import org.apache.iceberg.exceptions.NotFoundException;

/** Why a file cannot be used, in few words. */
final class Reason {
  private Reason() {}

  static String of(Exception failure) {
    Throwable root = failure;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      root = at;
      if (at instanceof NotFoundException
          || at instanceof java.nio.file.NoSuchFileException
          || at instanceof java.io.FileNotFoundException) {
        return "is not there";
      }
    }
    // Its message may hold what the file holds.
    return "cannot be read (%s)".formatted(root.getClass().getSimpleName());
  }
}
