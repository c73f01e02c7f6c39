package io.studylake.compare;

import java.util.List;
import java.util.Locale;

/**
 * A table that two snapshots do not share.
 *
 * @param namespace {@code raw}, {@code base} or {@code quarantine}
 * @param table its name in there: that of the dataset
 * @param kind whether both snapshots have it
 * @param rows what became of its rows
 * @param columns what became of its columns; empty for a table that only one snapshot has
 */
public record TableDifference(
    String namespace, String table, Kind kind, RowDifference rows, List<ColumnChange> columns) {
  /** Copies what is mutable. */
  public TableDifference {
    columns = List.copyOf(columns);
  }

  /** Whether both snapshots have a table. */
  public enum Kind {
    /** The later one alone. */
    ADDED,
    /** The earlier one alone. */
    DROPPED,
    /** Both, in two versions. */
    CHANGED;

    /** In lower case, as people and programs read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Namespace and table. */
  public String name() {
    return namespace + "." + table;
  }
}
