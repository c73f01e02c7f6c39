package io.studylake.run;

/** The head of main is not the one any more that a run started from. */
public final class MainMoved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says by what it moved. */
  public MainMoved(String message) {
    super(message);
  }
}
