package io.studylake.verify;

/**
 * One thing that was found.
 *
 * @param kind whether something is broken
 * @param where the table, delivery or branch, for example {@code raw.ae}
 * @param text what it is and what it means; holds no delivered value
 */
public record Finding(Kind kind, String where, String text) {
  /** Whether something is broken. */
  public enum Kind {
    BROKEN,
    NOTE
  }

  static Finding broken(String where, String text) {
    return new Finding(Kind.BROKEN, where, text);
  }

  static Finding note(String where, String text) {
    return new Finding(Kind.NOTE, where, text);
  }
}
