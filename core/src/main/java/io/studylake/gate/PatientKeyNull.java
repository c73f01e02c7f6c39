package io.studylake.gate;

import io.studylake.base.BaseTable;
import io.studylake.config.RuleConfig;
import io.studylake.ingest.RawTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows without a patient, in a dataset that has the column which tells the patient. */
final class PatientKeyNull implements Rule {
  static final String NAME = "patient-key-null";

  private static final String PATIENT = "patient";

  private final Setting setting;

  PatientKeyNull(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    String column = evidence.delivered().roles().get(PATIENT);
    Map<String, BaseTable> base =
        evidence.keyed().base().stream()
            .collect(Collectors.toMap(BaseTable::dataset, table -> table));
    List<Finding> findings = new ArrayList<>();
    for (RawTable raw : evidence.delivered().raw()) {
      BaseTable table = base.get(raw.dataset());
      long nulls = table == null ? 0 : table.nullKeys().getOrDefault(PATIENT, 0L);
      if (nulls > 0 && raw.columns().contains(column)) {
        findings.add(finding(raw.dataset(), column, nulls, table.rows()));
      }
    }
    return findings;
  }

  private Finding finding(String dataset, String column, long nulls, long rows) {
    RuleConfig rule = setting.of(dataset);
    return setting.finding(
        Setting.level(rule, nulls, rows),
        dataset,
        "%s of dataset %s, %s, %s no %s and so no patient key (at most %,d may). Ask the sponsor whose they are."
            .formatted(
                Facts.count(nulls, "row", "rows"),
                Facts.name(dataset),
                Facts.share(nulls, rows),
                nulls == 1 ? "has" : "have",
                Facts.name(column),
                rule.stop().of(rows)),
        "stop.share");
  }
}
