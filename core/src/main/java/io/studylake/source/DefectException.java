package io.studylake.source;

import io.studylake.problem.ProblemCode;
import java.io.IOException;
import java.util.Set;

/** A record does not fit, and nobody collects what is wrong. */
final class DefectException extends IOException {
  private static final long serialVersionUID = 1L;

  DefectException(String address, long line, Set<ProblemCode> codes) {
    super(
        "Cannot read %s: the record in line %d does not fit (%s).".formatted(address, line, codes));
  }
}
