package io.studylake.version.local;

import io.studylake.version.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Runs work on files and says in words what failed. */
final class Attempt {
  private Attempt() {}

  /** Work on files that gives a result. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Runs the work.
   *
   * @param what the words after "Cannot", for example "list tables/ in /lake/versions/pilot.git"
   * @throws StoreUnavailableException when a file cannot be read or written
   */
  static <T> T to(String what, Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw unavailable(what, e);
    } catch (UncheckedIOException e) {
      throw unavailable(what, e.getCause());
    }
  }

  private static StoreUnavailableException unavailable(String what, IOException e) {
    return new StoreUnavailableException(
        "Cannot %s: %s. Check that the folder can be read and written and that its disk is not full."
            .formatted(what, reason(e)),
        e);
  }

  static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
