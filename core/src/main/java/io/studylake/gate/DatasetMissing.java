package io.studylake.gate;

import io.studylake.ingest.RawTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A dataset of the parent snapshot is not delivered any more, or is empty now. */
final class DatasetMissing implements Rule {
  static final String NAME = "dataset-missing";

  private final Setting setting;

  DatasetMissing(Setting setting) {
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
    Map<String, Long> now =
        evidence.delivered().raw().stream()
            .collect(Collectors.toMap(RawTable::dataset, RawTable::rows));
    List<Finding> findings = new ArrayList<>();
    evidence
        .parent()
        .datasets()
        .forEach(
            (dataset, before) -> {
              long rows = before.rows();
              if (!now.containsKey(dataset)) {
                findings.add(finding(evidence, dataset, "not in this delivery"));
              } else if (rows > 0 && now.get(dataset) == 0) {
                findings.add(
                    finding(
                        evidence,
                        dataset,
                        "empty in this delivery (%,d rows before)".formatted(rows)));
              }
            });
    return findings;
  }

  private Finding finding(Evidence evidence, String dataset, String what) {
    return setting.finding(
        Setting.level(setting.of(dataset)),
        dataset,
        "dataset %s is in snapshot %s but %s. Ask the sponsor for it, or whether it was dropped for good."
            .formatted(dataset.toUpperCase(Locale.ROOT), evidence.parent().name(), what),
        "level = warn");
  }
}
