package io.studylake.gate;

import io.studylake.ingest.RawTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A dataset of the parent snapshot is not delivered any more, or is empty now. */
final class DatasetMissing implements Rule {
  private final Level level;

  DatasetMissing(Level level) {
    this.level = level;
  }

  @Override
  public String name() {
    return "dataset-missing";
  }

  @Override
  public boolean needsKeys() {
    return false;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    Map<String, Long> now =
        evidence.raw().stream().collect(Collectors.toMap(RawTable::dataset, RawTable::rows));
    List<Finding> findings = new ArrayList<>();
    evidence
        .parentRows()
        .forEach(
            (dataset, rows) -> {
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
    return new Finding(
        name(),
        level,
        ("dataset %s is in snapshot %s but %s. Ask the sponsor for it; if it was dropped for good, set"
                + " studylake.gate.levels.dataset-missing = warn for this delivery.")
            .formatted(dataset.toUpperCase(Locale.ROOT), evidence.parent(), what));
  }
}
