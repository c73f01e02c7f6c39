package io.studylake.gate;

import java.util.List;
import java.util.Set;

/** Members of the parent snapshot, patients or sites, that are in no dataset of this delivery. */
final class MembersGone implements Rule {
  static final String PATIENTS = "patients-gone";
  static final String SITES = "sites-gone";

  private final Setting setting;
  private final String name;
  private final String entity;
  private final String plural;
  private final String question;

  private MembersGone(Setting setting, String name, String entity, String plural, String question) {
    this.setting = setting;
    this.name = name;
    this.entity = entity;
    this.plural = plural;
    this.question = question;
  }

  static MembersGone patients(Setting setting) {
    return new MembersGone(
        setting,
        PATIENTS,
        "patient",
        "patients",
        "Ask the sponsor whether they were renumbered or withdrawn.");
  }

  static MembersGone sites(Setting setting) {
    return new MembersGone(
        setting,
        SITES,
        "location",
        "sites",
        "Ask the sponsor whether they were closed, renumbered or left out.");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    int gone = evidence.keyed().members().gone(entity).size();
    int before = evidence.keyed().members().before().getOrDefault(entity, Set.of()).size();
    return List.of(
        setting.finding(
            Setting.level(setting.whole(), gone, before),
            "%,d of the %,d %s of snapshot %s %s in no dataset of this delivery (at most %,d may go). %s"
                .formatted(
                    gone,
                    before,
                    plural,
                    evidence.parent().name(),
                    gone == 1 ? "is" : "are",
                    setting.whole().stop().of(before),
                    question),
            "stop"));
  }
}
