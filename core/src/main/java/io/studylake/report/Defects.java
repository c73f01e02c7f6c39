package io.studylake.report;

import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is wrong with the delivered data.
 *
 * @param counts by code, errors first
 * @param examples the first of each, by file, line and column
 * @param quarantined rows that were set aside, by dataset
 */
public record Defects(List<Count> counts, List<Problem> examples, Map<String, Long> quarantined) {
  /** Copies what is mutable. */
  public Defects {
    counts = List.copyOf(counts);
    examples = List.copyOf(examples);
    quarantined = java.util.Collections.unmodifiableMap(new TreeMap<>(quarantined));
  }

  /**
   * How many problems there are of a kind.
   *
   * @param code the kind
   * @param severity what it does to the delivery
   * @param count how many, all of them
   */
  public record Count(ProblemCode code, Severity severity, long count) {}
}
