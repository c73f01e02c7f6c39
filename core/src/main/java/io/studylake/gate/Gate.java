package io.studylake.gate;

import io.studylake.config.ConfigurationException;
import io.studylake.config.GateConfig;
import io.studylake.text.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Step 7: the rules in force. */
public final class Gate {
  private static final Set<String> CONFIGURABLE = Set.of("dataset-missing", "patients-gone");

  private final List<Rule> rules;

  private Gate(List<Rule> rules) {
    this.rules = rules;
  }

  /**
   * The rules with their configured levels.
   *
   * @throws ConfigurationException when a level is given to a rule that does not exist
   */
  public static Gate of(GateConfig config) {
    for (String rule : config.levels().keySet()) {
      if (!CONFIGURABLE.contains(rule)) {
        throw new ConfigurationException(
            ("Cannot use the configuration: studylake.gate.levels.%s is no rule with a choice. Did you"
                    + " mean %s?")
                .formatted(rule, Nearest.to(rule, CONFIGURABLE).orElseThrow()));
      }
    }
    return new Gate(
        List.of(
            new KeysUnique(),
            new KeysUnmoved(),
            new SameRows(),
            new DatasetMissing(level(config, "dataset-missing")),
            new PatientsGone(
                level(config, "patients-gone"),
                config.patientsGoneCount(),
                config.patientsGoneShare())));
  }

  private static Level level(GateConfig config, String rule) {
    return Level.valueOf(config.levels().getOrDefault(rule, "stop").toUpperCase(Locale.ROOT));
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
    return new Verdict(
        rules.stream()
            .flatMap(rule -> rule.judge(evidence).stream())
            .filter(finding -> finding.level() != Level.OFF)
            .sorted(Comparator.comparing(Finding::level).thenComparing(Finding::rule))
            .toList());
  }
}
