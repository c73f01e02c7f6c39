package io.studylake.problem;

/** What a problem does to a delivery. */
public enum Severity {
  /** Stops the delivery. */
  ERROR,
  /** Is reported; the delivery goes on. */
  WARNING,
  /** Is counted and kept. */
  NOTE
}
