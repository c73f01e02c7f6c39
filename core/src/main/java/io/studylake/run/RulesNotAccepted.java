package io.studylake.run;

import io.studylake.gate.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** Rules of the gate stop a branch, and nobody has accepted what they found. */
public final class RulesNotAccepted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RulesNotAccepted(String branch, List<Finding> findings) {
    super(
        "Cannot publish %s: the gate stopped it.%n%s%n  Accept each rule with --accept RULE --reason \"...\", if all is right."
            .formatted(
                branch,
                findings.stream()
                    .map(finding -> "  %s: %s".formatted(finding.rule(), finding.message()))
                    .collect(Collectors.joining(System.lineSeparator()))));
  }
}
