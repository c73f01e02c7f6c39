package io.studylake.verify;

/**
 * One thing that was found.
 *
 * @param kind whether something is broken
 * @param where the table, delivery or branch, for example {@code raw.ae}
 * @param text what it is and what it means; holds no delivered value
 */
public record Remark(Kind kind, String where, String text) {
  /** Whether something is broken. */
  public enum Kind {
    BROKEN,
    NOTE
  }

  static Remark broken(String where, String text) {
    return new Remark(Kind.BROKEN, where, text);
  }

  static Remark note(String where, String text) {
    return new Remark(Kind.NOTE, where, text);
  }
}
