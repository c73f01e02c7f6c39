package io.studylake.catalog;

/** A file in a pointer log is no pointer: somebody else wrote or changed it. */
public final class PointerUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PointerUnreadableException(String path, Exception cause) {
    super(
        ("Cannot read pointer %s: %s. Only studylake writes below tables/ and namespaces/; go back"
                + " to a commit before this file was changed.")
            .formatted(path, cause.getMessage()),
        cause);
  }
}
