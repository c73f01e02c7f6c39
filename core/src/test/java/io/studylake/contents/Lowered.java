package io.studylake.contents;

import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.problem.Severity;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Problems of a study whose configuration makes warnings of errors. */
final class Lowered {
  private Lowered() {}

  /** Some codes are warnings. */
  static Problems of(ProblemCode... codes) {
    Map<ProblemCode, Severity> severities = new EnumMap<>(ProblemCode.class);
    for (ProblemCode code : codes) {
      severities.put(code, Severity.WARNING);
    }
    return new Problems(severities, Problems.DEFAULT_KEPT);
  }

  /** All defects of structure are warnings, as under quarantine. */
  static Problems structure() {
    return of(
        Arrays.stream(ProblemCode.values())
            .filter(code -> code.scope() == ProblemCode.Scope.STRUCTURE)
            .toArray(ProblemCode[]::new));
  }
}
