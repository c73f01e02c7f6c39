package io.studylake.gate;

import java.util.List;
import java.util.Set;

/** Patients of the parent snapshot who are in no dataset of this delivery. */
final class PatientsGone implements Rule {
  static final String NAME = "patients-gone";

  private static final String PATIENT = "patient";

  private final Setting setting;

  PatientsGone(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    int gone = evidence.members().gone(PATIENT).size();
    int before = evidence.members().before().getOrDefault(PATIENT, Set.of()).size();
    return List.of(
        setting.finding(
            Setting.level(setting.whole(), gone, before),
            "%,d of the %,d patients of snapshot %s %s in no dataset of this delivery (at most %,d may go). Ask the sponsor whether they were renumbered or withdrawn."
                .formatted(
                    gone,
                    before,
                    evidence.parent(),
                    gone == 1 ? "is" : "are",
                    setting.whole().stop().of(before)),
            "stop"));
  }
}
