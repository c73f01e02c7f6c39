package io.studylake.contents;

import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.problem.Severity;

/**
 * What the study reads around: each kind of defect that its configuration makes less than an error.
 */
record Tolerance(Problems problems) {
  /** Whether what fits is read around a defect. */
  boolean of(ProblemCode code) {
    return problems.severityOf(code) != Severity.ERROR;
  }

  /**
   * A message with what was done, where something was.
   *
   * @param message what is wrong and what to ask for
   * @param done what is done where the defect is read around
   */
  String say(ProblemCode code, String message, String done) {
    return of(code) ? message + " " + done : message;
  }
}
