package io.studylake.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the gate says of a delivery.
 *
 * @param findings all findings, those that stop first
 * @param accepted what was accepted of what would have stopped it
 */
public record Verdict(List<Finding> findings, List<Acceptance> accepted) {
  /** In order, and without what can be changed. */
  public Verdict {
    findings =
        findings.stream()
            .sorted(Comparator.comparing(Finding::level).thenComparing(Finding::rule))
            .toList();
    accepted = List.copyOf(accepted);
  }

  /** What the rules found, with nothing accepted. */
  static Verdict of(List<Finding> findings) {
    return new Verdict(findings, List.of());
  }

  /** Whether nothing stops the delivery. */
  public boolean passed() {
    return findings.stream().noneMatch(finding -> finding.level() == Level.STOP);
  }

  /** The verdict after somebody accepted what some rules stop. Other rules' findings stay. */
  public Verdict accepting(List<Acceptance> acceptances) {
    List<Finding> all = findings;
    List<Acceptance> effective = new ArrayList<>(accepted);
    for (Acceptance acceptance : acceptances) {
      List<Finding> after = all.stream().map(finding -> finding.accepted(acceptance)).toList();
      if (!after.equals(all)) {
        effective.add(acceptance);
        all = after;
      }
    }
    return new Verdict(all, effective);
  }
}
