package io.studylake.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.studylake.compare.ColumnChange;
import io.studylake.compare.RowDifference;
import io.studylake.compare.SnapshotDifference;
import io.studylake.compare.TableDifference;
import java.util.List;

/** What {@code diff --format json} prints. */
record DiffFacts(
    String study,
    Side left,
    Side right,
    List<Table> tables,
    List<String> unchanged,
    List<Members> members,
    List<Keys> keys) {
  record Side(String ref, String commit) {}

  /** A table that differs; figures and their absence exclude each other. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Table(
      String table,
      String change,
      long rowsBefore,
      long rowsAfter,
      Long rowsAdded,
      Long rowsRemoved,
      String notCompared,
      List<Column> columns) {
    static Table of(TableDifference table) {
      Long added = null;
      Long removed = null;
      String reason = null;
      if (table.rows() instanceof RowDifference.Counted counted) {
        added = counted.added();
        removed = counted.removed();
      } else if (table.rows() instanceof RowDifference.NotCounted not) {
        reason = not.reason();
      }
      return new Table(
          table.name(),
          table.kind().word(),
          table.rows().before(),
          table.rows().after(),
          added,
          removed,
          reason,
          table.columns().stream().map(Column::of).toList());
    }
  }

  record Column(String column, String change, String before, String after) {
    static Column of(ColumnChange change) {
      return new Column(change.column(), change.kind().word(), change.before(), change.after());
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Members(String entity, long before, long after, List<String> added, List<String> gone) {}

  record Keys(String entity, long before, long after, boolean sameNumbers) {}

  static DiffFacts of(String study, String left, String right, SnapshotDifference difference) {
    return new DiffFacts(
        study,
        new Side(left, difference.left().value()),
        new Side(right, difference.right().value()),
        difference.tables().stream().map(Table::of).toList(),
        difference.unchanged(),
        difference.members().stream()
            .map(m -> new Members(m.entity(), m.before(), m.after(), m.added(), m.gone()))
            .toList(),
        difference.keys().stream()
            .map(k -> new Keys(k.entity(), k.before(), k.after(), k.sameNumbers()))
            .toList());
  }
}
