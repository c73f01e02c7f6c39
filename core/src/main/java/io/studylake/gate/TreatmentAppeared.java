package io.studylake.gate;

import io.studylake.ingest.RawTable;
import io.studylake.lake.ColumnFacts;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Columns that tell treatments have values, and had none in any dataset of the parent snapshot: a
 * blinded study may have been unblinded by mistake. A dry run, which knows no values, takes a
 * column that is new for one that has some.
 */
final class TreatmentAppeared implements Rule {
  static final String NAME = "treatment-appeared";

  private final Setting setting;

  TreatmentAppeared(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean needsKeys() {
    return false;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    if (setting.unblinded() || evidence.parent().datasets().isEmpty()) {
      return List.of();
    }
    Set<String> known = new TreeSet<>();
    evidence.parent().columns().values().forEach(table -> known.addAll(filled(table)));
    if (evidence.delivered().columns().isEmpty()) {
      evidence.parent().columns().values().forEach(t -> known.addAll(t.columns().keySet()));
    }
    Set<String> appeared = new TreeSet<>();
    for (RawTable raw : evidence.delivered().raw()) {
      ColumnFacts facts = evidence.delivered().columns().get(raw.dataset());
      for (String column : facts == null ? raw.columns() : filled(facts)) {
        if (!known.contains(column) && tellsTreatment(column)) {
          appeared.add(raw.dataset() + "." + column);
        }
      }
    }
    return appeared.isEmpty() ? List.of() : List.of(finding(evidence, appeared));
  }

  private static List<String> filled(ColumnFacts table) {
    return table.columns().keySet().stream().filter(table::filled).toList();
  }

  private boolean tellsTreatment(String column) {
    return setting.whole().columns().stream()
        .map(pattern -> Pattern.quote(pattern).replace("*", "\\E.*\\Q"))
        .anyMatch(column::matches);
  }

  private Finding finding(Evidence evidence, Set<String> appeared) {
    return Finding.withWays(
        NAME,
        Setting.level(setting.whole()),
        "%s treatments and had no values in snapshot %s: %s. Ask the sponsor whether the study is unblinded; until then show the delivery to nobody who is blinded."
            .formatted(
                Facts.count(appeared.size(), "column tells", "columns tell"),
                evidence.parent().name(),
                Facts.names(appeared)),
        "unblinded = true");
  }
}
