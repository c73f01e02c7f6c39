package io.studylake.provenance;

/** {@code main} holds a commit that came from no passed run. */
public final class UnsoundMainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsoundMainException(String message) {
    super(message);
  }
}
