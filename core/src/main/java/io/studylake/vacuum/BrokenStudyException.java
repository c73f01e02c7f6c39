package io.studylake.vacuum;

/** Something that a ref reaches cannot be read, so nobody knows what it reaches. */
public final class BrokenStudyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenStudyException(String message) {
    super(message);
  }
}
