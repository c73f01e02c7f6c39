package io.studylake.gate;

import io.studylake.change.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Columns that the contents describe otherwise than those of the parent snapshot. */
final class ColumnsDrifted implements Rule {
  static final String TYPE = "column-type-changed";
  static final String FORMAT = "format-changed";
  static final String LENGTH = "length-changed";

  private static final int SHOWN = 5;

  private final Setting setting;
  private final String name;
  private final String what;

  private ColumnsDrifted(Setting setting, String name, String what) {
    this.setting = setting;
    this.name = name;
    this.what = what;
  }

  static ColumnsDrifted type(Setting setting) {
    return new ColumnsDrifted(setting, TYPE, "type");
  }

  static ColumnsDrifted format(Setting setting) {
    return new ColumnsDrifted(setting, FORMAT, "format");
  }

  static ColumnsDrifted length(Setting setting) {
    return new ColumnsDrifted(setting, LENGTH, "length");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean needsKeys() {
    return false;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    Map<String, List<Drift>> byDataset = new TreeMap<>();
    evidence.delivered().drift().stream()
        .filter(drift -> drift.what().equals(what))
        .filter(this::counts)
        .forEach(
            drift -> byDataset.computeIfAbsent(drift.dataset(), d -> new ArrayList<>()).add(drift));
    List<Finding> findings = new ArrayList<>();
    byDataset.forEach((dataset, drift) -> findings.add(finding(evidence, dataset, drift)));
    return findings;
  }

  /** Short contents give no lengths: one that is not given is no other one. */
  private boolean counts(Drift drift) {
    return !what.equals("length") || !(drift.before().isEmpty() || drift.now().isEmpty());
  }

  private Finding finding(Evidence evidence, String dataset, List<Drift> drift) {
    List<String> shown =
        drift.stream()
            .limit(SHOWN)
            .map(
                d ->
                    "%s %s, was %s"
                        .formatted(Facts.name(d.column()), orNone(d.now()), orNone(d.before())))
            .toList();
    int more = drift.size() - shown.size();
    return setting.finding(
        Setting.level(setting.of(dataset)),
        dataset,
        "dataset %s has %s with another %s than in snapshot %s: %s%s. Ask the sponsor whether that is meant."
            .formatted(
                Facts.name(dataset),
                Facts.count(drift.size(), "column", "columns"),
                what,
                evidence.parent().name(),
                String.join("; ", shown),
                more > 0 ? " and %,d more".formatted(more) : ""),
        "level = warn");
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }
}
