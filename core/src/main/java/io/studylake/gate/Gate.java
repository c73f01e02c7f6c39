package io.studylake.gate;

import io.studylake.config.GateConfig;
import java.util.List;

/** Step 7: the rules in force. */
public final class Gate {
  private final List<Rule> rules;

  private Gate(List<Rule> rules) {
    this.rules = rules;
  }

  /** The rules as they are configured. */
  public static Gate of(GateConfig config) {
    return new Gate(Rules.of(config));
  }

  /** Judges a delivery. */
  public Verdict judge(Evidence evidence) {
    return judge(rules, evidence);
  }

  /** Judges a delivery that was given no keys, by the rules that need none. */
  public Verdict judgeWithoutKeys(Evidence evidence) {
    return judge(rules.stream().filter(rule -> !rule.needsKeys()).toList(), evidence);
  }

  private static Verdict judge(List<Rule> rules, Evidence evidence) {
    return Verdict.of(
        rules.stream()
            .flatMap(rule -> rule.judge(evidence).stream())
            .filter(finding -> finding.level() != Level.OFF)
            .toList());
  }
}
