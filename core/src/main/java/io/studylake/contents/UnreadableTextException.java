package io.studylake.contents;

/** A contents or formats file is no text, or no CSV. */
final class UnreadableTextException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why, as the end of a sentence {@code Cannot read …: why}. */
  UnreadableTextException(String why) {
    super(why);
  }
}
