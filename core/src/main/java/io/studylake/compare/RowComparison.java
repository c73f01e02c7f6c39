package io.studylake.compare;

import io.studylake.lake.SnapshotFacts;
import io.studylake.parallel.AtOnce;
import io.studylake.source.CsvTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Compares the rows of two versions of a table, in any order, over the columns that both have under
 * one name and with one type; never over {@code _line}, which is a place and no content.
 *
 * <p>Data files that both versions share are not opened. Of what is left, rows are counted from the
 * manifests where only one side has any; else each row becomes a hash of 64 bits, and the hashes
 * are compared as multisets: null equals null, -0 equals 0, NaN equals NaN. That two rows which
 * differ have the same hash, and so are not counted, has odds of one in 370,000 for 10 million rows
 * on each side.
 *
 * <p>Memory is bounded: more hashes than fit into a third of the heap are compared in several
 * passes over the files.
 */
public final class RowComparison {
  private static final int BYTES_PER_ROW = 2 * Long.BYTES;

  private final Set<String> without;
  private final long mostRows;
  private final long heldRows;

  private RowComparison(Set<String> without, long mostRows, long heldRows) {
    this.without = without;
    this.mostRows = mostRows;
    this.heldRows = heldRows;
  }

  /** A comparison of tables of any size. */
  public static RowComparison ofAnySize() {
    long held = Runtime.getRuntime().maxMemory() / 3 / BYTES_PER_ROW;
    return new RowComparison(Set.of(CsvTable.LINE), Long.MAX_VALUE, held);
  }

  /** The same, which leaves tables alone of which more rows than so many would have to be read. */
  public RowComparison readingAtMost(long rows) {
    return new RowComparison(without, rows, heldRows);
  }

  /** The same without some columns. */
  public RowComparison without(Set<String> columns) {
    Set<String> all = new TreeSet<>(without);
    all.addAll(columns);
    return new RowComparison(all, mostRows, heldRows);
  }

  /** The same with so many rows of one side in memory at a time. */
  RowComparison holding(long rows) {
    return new RowComparison(without, mostRows, rows);
  }

  /** Compares the current snapshots of two tables, as they were loaded. */
  public RowDifference of(Table before, Table after) {
    SnapshotFiles filesBefore = SnapshotFiles.of(before);
    SnapshotFiles filesAfter = SnapshotFiles.of(after);
    long rowsBefore = SnapshotFacts.of(before).rows();
    long rowsAfter = SnapshotFacts.of(after).rows();
    if (filesBefore.rowsDeleted() || filesAfter.rowsDeleted()) {
      return new RowDifference.NotCounted(
          rowsBefore, rowsAfter, "another program put delete files beside its data files");
    }
    CommonColumns columns = CommonColumns.of(before.schema(), after.schema(), without);
    if (columns.sameFields()) {
      SnapshotFiles all = filesBefore;
      filesBefore = filesBefore.without(filesAfter);
      filesAfter = filesAfter.without(all);
    }
    long removed = filesBefore.rows();
    long added = filesAfter.rows();
    if (removed > 0 && added > 0) {
      if (columns.isEmpty()) {
        return new RowDifference.NotCounted(
            rowsBefore, rowsAfter, "no column has the same name and type on both sides");
      }
      if (removed + added > mostRows) {
        return new RowDifference.NotCounted(
            rowsBefore,
            rowsAfter,
            "%,d rows would have to be read, at most %,d are".formatted(removed + added, mostRows));
      }
      long common =
          common(
              new Side(before, filesBefore, columns.before()),
              new Side(after, filesAfter, columns.after()));
      removed -= common;
      added -= common;
    }
    return new RowDifference.Counted(rowsBefore, rowsAfter, added, removed);
  }

  /** The names of the columns that two tables are compared over. */
  Set<String> columns(Table before, Table after) {
    Set<String> names = new TreeSet<>();
    CommonColumns.of(before.schema(), after.schema(), without)
        .after()
        .forEach(column -> names.add(column.name()));
    return names;
  }

  private record Side(Table table, SnapshotFiles files, List<NestedField> columns) {}

  private long common(Side before, Side after) {
    long most = Math.max(before.files().rows(), after.files().rows());
    int passes = Math.toIntExact(Math.max(1, (most + heldRows - 1) / heldRows));
    long common = 0;
    for (int pass = 0; pass < passes; pass++) {
      RowHashes left = new RowHashes(before.files().rows(), pass, passes);
      RowHashes right = new RowHashes(after.files().rows(), pass, passes);
      List<Callable<Long>> reads = new ArrayList<>();
      reads.addAll(reads(before, left));
      reads.addAll(reads(after, right));
      AtOnce.run(Runtime.getRuntime().availableProcessors(), reads);
      common += left.common(right);
    }
    return common;
  }

  private static List<Callable<Long>> reads(Side side, RowHashes into) {
    List<Callable<Long>> reads = new ArrayList<>();
    for (DataFile file : side.files().files()) {
      reads.add(
          () ->
              new HashedFile(side.table().io().newInputFile(file.location()), side.columns())
                  .read(into));
    }
    return reads;
  }
}
