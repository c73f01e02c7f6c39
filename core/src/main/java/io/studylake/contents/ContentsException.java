package io.studylake.contents;

/** The contents file cannot be read at all. */
public final class ContentsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContentsException(String fileName, String why) {
    super("Cannot read the contents %s: %s".formatted(fileName, why));
  }
}
