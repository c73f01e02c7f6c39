package io.studylake.problem;

/** Every kind of defect, with the severity it has unless the configuration gives another. */
public enum ProblemCode {
  /** A numeric cell that is neither a number nor a missing value. */
  NOT_A_NUMBER(Severity.ERROR),
  /** A record with more or fewer values than the header has columns. */
  WRONG_VALUE_COUNT(Severity.ERROR);

  private final Severity defaultSeverity;

  ProblemCode(Severity defaultSeverity) {
    this.defaultSeverity = defaultSeverity;
  }

  /** The severity unless the configuration gives another. */
  public Severity defaultSeverity() {
    return defaultSeverity;
  }
}
