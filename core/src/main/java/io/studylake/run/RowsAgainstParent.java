package io.studylake.run;

import io.studylake.compare.RowComparison;
import io.studylake.compare.RowDifference;
import io.studylake.config.GateConfig;
import io.studylake.config.RuleConfig;
import io.studylake.gate.Rules;
import io.studylake.ingest.RawTable;
import io.studylake.lake.SnapshotTables;
import io.studylake.progress.Progress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Table;

/**
 * How the rows of a delivery's datasets differ from those of the parent snapshot, as far as the
 * rule {@code rows-changed} is in force and lets them be read. What stays unread is said.
 */
final class RowsAgainstParent {
  private final GateConfig gate;
  private final SnapshotTables before;
  private final SnapshotTables now;
  private final Progress progress;

  RowsAgainstParent(GateConfig gate, SnapshotTables before, SnapshotTables now, Progress progress) {
    this.gate = gate;
    this.before = before;
    this.now = now;
    this.progress = progress;
  }

  /** The differences by dataset; without datasets that are new or that the rule passes over. */
  Map<String, RowDifference> of(List<RawTable> raw) {
    Map<String, RowDifference> rows = new TreeMap<>();
    for (RawTable table : raw) {
      RuleConfig rule = gate.of(Rules.ROWS_CHANGED, table.dataset());
      if (!rule.level().equals("off")) {
        difference(table, rule).ifPresent(difference -> rows.put(table.dataset(), difference));
      }
    }
    return rows;
  }

  private Optional<RowDifference> difference(RawTable raw, RuleConfig rule) {
    Optional<Table> parent = before.table(RawTable.NAMESPACE, raw.dataset());
    if (parent.isEmpty()) {
      return Optional.empty();
    }
    if (!raw.changed()) {
      return Optional.of(new RowDifference.Counted(raw.rows(), raw.rows(), 0, 0));
    }
    RowDifference difference =
        RowComparison.ofAnySize()
            .readingAtMost(rule.readRows())
            .of(parent.get(), now.table(RawTable.NAMESPACE, raw.dataset()).orElseThrow());
    if (difference instanceof RowDifference.NotCounted unread) {
      progress.note(
          "The rows of dataset %s were not compared with those before: %s (studylake.gate.rules.%s.read-rows)."
              .formatted(
                  raw.dataset().toUpperCase(Locale.ROOT), unread.reason(), Rules.ROWS_CHANGED));
    }
    return Optional.of(difference);
  }
}
