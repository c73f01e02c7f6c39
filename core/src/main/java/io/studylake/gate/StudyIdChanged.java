package io.studylake.gate;

import io.studylake.lake.ColumnFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A dataset is of another study than the parent snapshot: its STUDYID is none of the parent's.
 * Manifests tell the least and the greatest value, cut after 16 characters; that is what is
 * compared.
 */
final class StudyIdChanged implements Rule {
  static final String NAME = "study-id-changed";

  private final Setting setting;

  StudyIdChanged(Setting setting) {
    this.setting = setting;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, ColumnFacts> now : evidence.delivered().columns().entrySet()) {
      for (String column : setting.of(now.getKey()).columns()) {
        Set<String> known = ids(evidence.parent().columns().values(), column);
        Set<String> others = ids(List.of(now.getValue()), column);
        others.removeAll(known);
        if (!known.isEmpty() && !others.isEmpty()) {
          findings.add(finding(evidence, now.getKey(), column, others, known));
        }
      }
    }
    return findings;
  }

  private static Set<String> ids(Iterable<ColumnFacts> tables, String column) {
    Set<String> ids = new TreeSet<>();
    for (ColumnFacts table : tables) {
      ColumnFacts.Column facts = table.columns().get(column);
      if (facts != null) {
        facts.lowerBound().ifPresent(bound -> ids.add(bound.toString()));
        facts.upperBound().ifPresent(bound -> ids.add(bound.toString()));
      }
    }
    return ids;
  }

  private Finding finding(
      Evidence evidence, String dataset, String column, Set<String> others, Set<String> known) {
    return setting.finding(
        Setting.level(setting.of(dataset)),
        dataset,
        "dataset %s has %s '%s', snapshot %s has '%s'. Ask the sponsor whether the files of another study were sent."
            .formatted(
                Facts.name(dataset),
                Facts.name(column),
                String.join("', '", others),
                evidence.parent().name(),
                String.join("', '", known)),
        "level = warn");
  }
}
