package io.studylake.vacuum;

/** Another process is at work with which this one must not be at the same time. */
public final class AtWorkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AtWorkException(String message) {
    super(message);
  }
}
