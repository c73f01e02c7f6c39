package io.studylake.gate;

import java.util.List;

/**
 * What the gate says of a delivery.
 *
 * @param findings all findings, those that stop first
 */
public record Verdict(List<Finding> findings) {
  /** Copies what is mutable. */
  public Verdict {
    findings = List.copyOf(findings);
  }

  /** Whether nothing stops the delivery. */
  public boolean passed() {
    return findings.stream().noneMatch(finding -> finding.level() == Level.STOP);
  }
}
