package io.studylake.gate;

import io.studylake.ingest.RawTable;
import io.studylake.lake.SchemaChange;
import java.util.List;

/** Columns of a dataset that the parent snapshot has: those that keys are taken from, or others. */
final class ColumnsGone implements Rule {
  static final String KEYS = "key-column-missing";
  static final String OTHERS = "column-gone";

  private final Setting setting;
  private final boolean keys;

  private ColumnsGone(Setting setting, boolean keys) {
    this.setting = setting;
    this.keys = keys;
  }

  static ColumnsGone keys(Setting setting) {
    return new ColumnsGone(setting, true);
  }

  static ColumnsGone others(Setting setting) {
    return new ColumnsGone(setting, false);
  }

  @Override
  public String name() {
    return keys ? KEYS : OTHERS;
  }

  @Override
  public boolean needsKeys() {
    return false;
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    return evidence.delivered().raw().stream()
        .filter(raw -> !gone(evidence, raw).isEmpty())
        .map(raw -> finding(evidence, raw))
        .toList();
  }

  private List<String> gone(Evidence evidence, RawTable raw) {
    return raw.schemaChanges().stream()
        .filter(change -> change.kind() == SchemaChange.Kind.DROPPED)
        .map(SchemaChange::column)
        .filter(column -> evidence.delivered().roles().containsValue(column) == keys)
        .toList();
  }

  private Finding finding(Evidence evidence, RawTable raw) {
    List<String> gone = gone(evidence, raw);
    return setting.finding(
        Setting.level(setting.of(raw.dataset())),
        raw.dataset(),
        "dataset %s has %s of snapshot %s no more: %s%s. Ask the sponsor whether that is meant."
            .formatted(
                Facts.name(raw.dataset()),
                Facts.count(gone.size(), "column", "columns"),
                evidence.parent().name(),
                Facts.names(gone),
                keys ? "; its rows lose the keys that were taken from there" : ""),
        "level = warn");
  }
}
