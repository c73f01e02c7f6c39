package io.studylake.shell;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.studylake.compare.ColumnChange;
import io.studylake.compare.RowDifference;
import io.studylake.compare.SnapshotComparison;
import io.studylake.compare.TableDifference;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Two snapshots beside each other.
 *
 * @param left the earlier one
 * @param right the later one
 */
record Comparison(SparkSession session, Study study, PinnedSnapshot left, PinnedSnapshot right) {
  /** Which of the two has a row; no dataset's column, whose names begin with a letter. */
  private static final String CHANGE = "_change";

  private static final String SURPLUS = "_surplus";

  /** A row for each table that differs. */
  Facts tables() {
    Facts facts = Facts.of(session, "table", "change", "added#", "removed#", "columns", "note");
    SnapshotComparison.ofRows(study, Progress.SILENT)
        .of(left.id(), right.id())
        .tables()
        .forEach(table -> add(facts, table));
    return facts;
  }

  private static void add(Facts facts, TableDifference table) {
    Long added = null;
    Long removed = null;
    String note = null;
    if (table.rows() instanceof RowDifference.Counted counted) {
      added = counted.added();
      removed = counted.removed();
    } else if (table.rows() instanceof RowDifference.NotCounted not) {
      note = "rows not compared: " + not.reason();
    }
    facts.add(table.name(), table.kind().word(), added, removed, words(table), note);
  }

  private static String words(TableDifference table) {
    return table.columns().isEmpty()
        ? null
        : table.columns().stream()
            .map(change -> change.column() + ": " + words(change))
            .collect(Collectors.joining("; "));
  }

  /** Of an order the positions alone would not tell what they are. */
  private static String words(ColumnChange change) {
    return change.kind() == ColumnChange.Kind.ORDER ? "place " + change.words() : change.words();
  }

  /** The rows that one of the two alone has: EXCEPT ALL both ways, with one reading of each. */
  Dataset<Row> rows(String name) {
    if (!left.has(name)) {
      // The right one says what there is when it hasn't got it either.
      return oneSided(right.table(name), "added");
    }
    if (!right.has(name)) {
      return oneSided(left.table(name), "removed");
    }
    Dataset<Row> after = right.table(name);
    Column[] columns = columns(TableName.of(name), after);
    return left.table(name)
        .select(columns)
        .withColumn(SURPLUS, lit(-1L))
        .unionByName(after.select(columns).withColumn(SURPLUS, lit(1L)))
        .groupBy(columns)
        .agg(sum(SURPLUS).as(SURPLUS))
        .where(col(SURPLUS).notEqual(0L))
        .withColumn(CHANGE, when(col(SURPLUS).gt(0L), "added").otherwise("removed"))
        .withColumn(SURPLUS, explode(sequence(lit(1L), abs(col(SURPLUS)))))
        .select(first(CHANGE, columns));
  }

  private static Dataset<Row> oneSided(Dataset<Row> rows, String change) {
    Column[] columns = Arrays.stream(rows.columns()).map(Comparison::named).toArray(Column[]::new);
    return rows.withColumn(CHANGE, lit(change)).select(first(CHANGE, columns));
  }

  /** What core compares, in the order of the later snapshot. */
  private Column[] columns(TableName table, Dataset<Row> after) {
    Set<String> common =
        SnapshotComparison.ofMetadata(study, Progress.SILENT)
            .columns(left.id(), right.id(), table.namespace(), table.table());
    if (common.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot compare the rows of %s at %s and %s: no column has the same name and type in both. Read each by at."
              .formatted(table, left.ref(), right.ref()));
    }
    List<String> ordered = Arrays.stream(after.columns()).filter(common::contains).toList();
    return ordered.stream().map(Comparison::named).toArray(Column[]::new);
  }

  private static Column[] first(String column, Column... others) {
    Column[] all = new Column[others.length + 1];
    all[0] = col(column);
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  private static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }
}
