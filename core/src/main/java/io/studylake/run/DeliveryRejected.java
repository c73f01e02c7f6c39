package io.studylake.run;

import io.studylake.gate.Finding;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The delivery has problems or findings that stop it; nothing of it is on {@code main}. */
public final class DeliveryRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final transient Map<ProblemCode, Long> counts;
  private final transient List<Finding> findings;
  private final String branch;
  private transient Optional<Path> report = Optional.empty();

  DeliveryRejected(
      String message,
      String branch,
      List<Problem> problems,
      Map<ProblemCode, Long> counts,
      List<Finding> findings) {
    super(message);
    this.branch = branch;
    this.problems = List.copyOf(problems);
    this.counts = counts;
    this.findings = List.copyOf(findings);
  }

  /** The first problems, in order of file, line and column. */
  public List<Problem> problems() {
    return problems;
  }

  /** Problems by code; all are counted. */
  public Map<ProblemCode, Long> counts() {
    return counts;
  }

  /** What the gate found. */
  public List<Finding> findings() {
    return findings;
  }

  /** The file of the report; empty when it could not be written. */
  public Optional<Path> report() {
    return report;
  }

  /** The report is written when it is known that this ends the run. */
  void reportedIn(Optional<Path> file) {
    this.report = file;
  }

  /** The run's branch, which keeps what there is; empty for a dry run. */
  public String branch() {
    return branch;
  }
}
