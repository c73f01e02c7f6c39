package io.studylake.gate;

import io.studylake.config.RuleConfig;
import java.util.List;
import java.util.Set;

/** Patients who are in datasets of the delivery, but in none of its subject datasets. */
final class NoSubjectRow implements Rule {
  static final String NAME = "no-subject-row";

  private final Setting setting;

  NoSubjectRow(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    if (evidence.keyed().withoutSubject().isEmpty()) {
      return List.of();
    }
    long without = evidence.keyed().withoutSubject().getAsLong();
    long patients = evidence.keyed().members().now().getOrDefault("patient", Set.of()).size();
    RuleConfig rule = setting.whole();
    return List.of(
        setting.finding(
            Setting.level(rule, without, patients),
            "%,d of the %,d patients of this delivery, %s, %s in no subject dataset such as DM (at most %,d may be). Ask the sponsor for their rows."
                .formatted(
                    without,
                    patients,
                    Facts.share(without, patients),
                    without == 1 ? "is" : "are",
                    rule.stop().of(patients)),
            "stop.share"));
  }
}
