package io.studylake.run;

/** The head of main is not the one any more that the run started from. */
final class MainMoved extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MainMoved(String message) {
    super(message);
  }
}
