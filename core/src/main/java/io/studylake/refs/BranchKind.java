package io.studylake.refs;

/** What a branch of a study is for, or what became of the run that made it. */
public enum BranchKind {
  /** Holds what is published. */
  MAIN("main"),
  /** A process that lives owns it. */
  AT_WORK("at work"),
  /** Its run passed, and published nothing. */
  HELD_BACK("held back"),
  /** Its run ended with problems, findings or a failure, and kept what there was. */
  STOPPED("stopped"),
  /** Its run ended without a word: it was killed, or could not reach the store any more. */
  DIED("died"),
  /** Its run is published; it ended before it dropped its branch. */
  PUBLISHED("published"),
  /** Somebody made it. */
  MADE("made");

  private final String word;

  BranchKind(String word) {
    this.word = word;
  }

  /** The kind in a word or two, for people and programs. */
  public String word() {
    return word;
  }
}
