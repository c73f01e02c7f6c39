package io.studylake.compare;

import static io.studylake.compare.MadeTable.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of two versions of a table, against a naive multiset. */
class RowComparisonTest {
  private static final Schema SCHEMA =
      new Schema(
          NestedField.optional(1, "usubjid", Types.StringType.get()),
          NestedField.optional(2, "aeseq", Types.DoubleType.get()),
          NestedField.optional(3, "astdt", Types.DateType.get()),
          NestedField.optional(4, "astdtm", Types.TimestampType.withoutZone()),
          NestedField.optional(5, "patient_key", Types.LongType.get()),
          NestedField.optional(6, "flag", Types.BooleanType.get()),
          NestedField.optional(7, "count", Types.IntegerType.get()),
          NestedField.optional(8, "_line", Types.LongType.get()));

  private static List<Object> randomRow(Random random, long line) {
    return row(
        random.nextInt(5) == 0 ? null : "01-" + random.nextInt(20),
        random.nextInt(5) == 0 ? null : random.nextInt(3) - 1.5,
        random.nextInt(5) == 0 ? null : LocalDate.of(2014, 1, 1 + random.nextInt(2)),
        random.nextInt(5) == 0 ? null : LocalDateTime.of(2014, 1, 1, 0, random.nextInt(2)),
        random.nextInt(5) == 0 ? null : (long) random.nextInt(2),
        random.nextInt(5) == 0 ? null : random.nextBoolean(),
        random.nextInt(5) == 0 ? null : random.nextInt(2),
        line);
  }

  private static List<List<List<Object>>> cut(Random random, List<List<Object>> rows) {
    List<List<List<Object>>> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      files.add(new ArrayList<>());
    }
    rows.forEach(row -> files.get(random.nextInt(3)).add(row));
    return files;
  }

  /** Rows of one list that the other has not, each as often as it is missing. */
  private static long missing(List<List<Object>> rows, List<List<Object>> others) {
    Map<List<Object>, Integer> there = new HashMap<>();
    others.forEach(row -> there.merge(row.subList(0, 7), 1, Integer::sum));
    return rows.stream()
        .filter(row -> there.merge(row.subList(0, 7), -1, Integer::sum) < 0)
        .count();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void anyMovesOfRowsAreCountedAsANaiveMultisetCountsThem(int seed) {
    Random random = new Random(seed);
    List<List<Object>> before = new ArrayList<>();
    int rows = random.nextInt(400);
    for (int i = 0; i < rows; i++) {
      before.add(randomRow(random, i));
      if (random.nextInt(4) == 0) {
        before.add(before.get(random.nextInt(before.size())));
      }
    }
    List<List<Object>> after = new ArrayList<>();
    for (List<Object> row : before) {
      switch (random.nextInt(8)) {
        case 0 -> {}
        case 1 -> after.add(randomRow(random, 0));
        case 2 -> after.addAll(List.of(row, row));
        default -> after.add(random.nextInt(after.size() + 1), row);
      }
    }
    MadeTable table = new MadeTable(SCHEMA).rewrite(cut(random, before));
    Table earlier = table.now();
    Table later = table.rewrite(cut(random, after)).now();

    RowDifference.Counted expected =
        new RowDifference.Counted(
            before.size(), after.size(), missing(after, before), missing(before, after));
    assertThat(RowComparison.ofAnySize().of(earlier, later)).isEqualTo(expected);
    assertThat(RowComparison.ofAnySize().holding(17).of(earlier, later)).isEqualTo(expected);
    assertThat(expected.common()).isEqualTo(expected.after() - expected.added());
    assertThat(RowComparison.ofAnySize().of(later, later))
        .isEqualTo(new RowDifference.Counted(after.size(), after.size(), 0, 0));
  }

  private static List<Object> rowOf(String usubjid, Object aeseq, long line) {
    return row(usubjid, aeseq, null, null, null, null, null, line);
  }

  @Test
  void theLineOfARowIsNoContent() {
    MadeTable table = new MadeTable(SCHEMA).append(List.of(rowOf("01-1", 1.0, 2)));
    Table before = table.now();

    assertThat(
            RowComparison.ofAnySize()
                .of(before, table.rewrite(List.of(List.of(rowOf("01-1", 1.0, 3)))).now()))
        .isEqualTo(new RowDifference.Counted(1, 1, 0, 0));
  }

  @Test
  void zeroEqualsMinusZeroAndNotANumberItself() {
    double otherNaN = Double.longBitsToDouble(0x7ff8000000000001L);
    MadeTable table =
        new MadeTable(SCHEMA).append(List.of(rowOf("01-1", 0.0, 2), rowOf("01-1", Double.NaN, 3)));
    Table before = table.now();

    assertThat(
            RowComparison.ofAnySize()
                .of(
                    before,
                    table
                        .rewrite(
                            List.of(List.of(rowOf("01-1", -0.0, 2), rowOf("01-1", otherNaN, 3))))
                        .now()))
        .isEqualTo(new RowDifference.Counted(2, 2, 0, 0));
  }

  @Test
  void aMissingTextIsNoEmptyOneAndAValueNotThatOfAnotherColumn() {
    Schema texts =
        new Schema(
            NestedField.optional(1, "a", Types.StringType.get()),
            NestedField.optional(2, "b", Types.StringType.get()));
    MadeTable table = new MadeTable(texts).append(List.of(row("x", null), row("", "y")));
    Table before = table.now();

    assertThat(
            RowComparison.ofAnySize()
                .of(before, table.rewrite(List.of(List.of(row(null, "x"), row(null, "y")))).now()))
        .isEqualTo(new RowDifference.Counted(2, 2, 2, 2));
  }

  @Test
  void columnsLeftOutDoNotCount() {
    List<Object> row = rowOf("01-1", 1.0, 2);
    List<Object> rekeyed = new ArrayList<>(row);
    rekeyed.set(4, 9L);
    MadeTable table = new MadeTable(SCHEMA).append(List.of(row));
    Table before = table.now();
    Table after = table.rewrite(List.of(List.of(rekeyed))).now();

    assertThat(RowComparison.ofAnySize().of(before, after))
        .isEqualTo(new RowDifference.Counted(1, 1, 1, 1));
    assertThat(RowComparison.ofAnySize().without(Set.of("patient_key")).of(before, after))
        .isEqualTo(new RowDifference.Counted(1, 1, 0, 0));
  }

  @Test
  void filesThatBothVersionsShareAreNotOpened() throws IOException {
    MadeTable table = new MadeTable(SCHEMA).append(List.of(rowOf("01-1", 1.0, 2)));
    Table before = table.now();
    Table after = table.append(List.of(rowOf("01-1", 2.0, 3), rowOf("01-2", 1.0, 4))).now();
    for (DataFile file : files(after)) {
      after.io().deleteFile(file.location());
    }

    assertThat(RowComparison.ofAnySize().of(before, after))
        .isEqualTo(new RowDifference.Counted(1, 3, 2, 0));
    assertThat(RowComparison.ofAnySize().of(after, before))
        .isEqualTo(new RowDifference.Counted(3, 1, 0, 2));
    // Both sides would have to be read here: the files are really gone.
    Table rewritten = table.rewrite(List.of(List.of(rowOf("01-1", 1.0, 2)))).now();
    assertThatThrownBy(() -> RowComparison.ofAnySize().of(after, rewritten))
        .isInstanceOf(RuntimeException.class);
  }

  private static List<DataFile> files(Table table) throws IOException {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
    }
    return files;
  }

  @Test
  void aTableThatWasNeverWrittenHasNoRows() {
    MadeTable table = new MadeTable(SCHEMA);
    Table before = table.now();

    assertThat(
            RowComparison.ofAnySize()
                .of(before, table.append(List.of(rowOf("01-1", 1.0, 2))).now()))
        .isEqualTo(new RowDifference.Counted(0, 1, 1, 0));
  }

  @Test
  void rowsAreComparedOverTheColumnsOfOneNameAndType() {
    MadeTable table = new MadeTable(SCHEMA).append(List.of(rowOf("01-1", 1.0, 2)));
    Table before = table.now();
    table
        .now()
        .updateSchema()
        .deleteColumn("aeseq")
        .addColumn("new", Types.StringType.get())
        .commit();
    table.now().updateSchema().addColumn("aeseq", Types.StringType.get()).commit();
    Table after =
        table
            .rewrite(List.of(List.of(row("01-1", null, null, null, null, null, 2L, "n", "1"))))
            .now();

    assertThat(RowComparison.ofAnySize().of(before, after))
        .isEqualTo(new RowDifference.Counted(1, 1, 0, 0));
  }

  @Test
  void aColumnThatCameBackIsReadByEachVersionAsItsOwn() {
    MadeTable table = new MadeTable(SCHEMA).append(List.of(rowOf("01-1", 1.0, 2)));
    Table before = table.now();
    table.now().updateSchema().deleteColumn("aeseq").commit();
    table.now().updateSchema().addColumn("aeseq", Types.DoubleType.get()).commit();

    // The shared file holds the old column alone: to the later version it is null.
    assertThat(RowComparison.ofAnySize().of(before, table.now()))
        .isEqualTo(new RowDifference.Counted(1, 1, 1, 1));
  }

  @Test
  void tablesWithNoColumnInCommonAreNotCounted() {
    MadeTable left =
        new MadeTable(new Schema(NestedField.optional(1, "a", Types.StringType.get())))
            .append(List.of(row("x")));
    MadeTable right =
        new MadeTable(new Schema(NestedField.optional(1, "a", Types.LongType.get())))
            .append(List.of(row(1L)));

    assertThat(RowComparison.ofAnySize().of(left.now(), right.now()))
        .isEqualTo(
            new RowDifference.NotCounted(
                1, 1, "no column has the same name and type on both sides"));
  }

  @Test
  void moreRowsThanMayBeReadAreNotCounted() {
    MadeTable table = new MadeTable(SCHEMA).append(List.of(rowOf("01-1", 1.0, 2)));
    Table before = table.now();
    Table after =
        table.rewrite(List.of(List.of(rowOf("01-1", 1.0, 2), rowOf("01-1", 2.0, 3)))).now();

    assertThat(RowComparison.ofAnySize().readingAtMost(2).of(before, after))
        .isEqualTo(
            new RowDifference.NotCounted(1, 2, "3 rows would have to be read, at most 2 are"));
    assertThat(RowComparison.ofAnySize().readingAtMost(3).of(before, after))
        .isEqualTo(new RowDifference.Counted(1, 2, 1, 0));
  }

  @Test
  void aTableWithDeleteFilesIsNotCounted() throws IOException {
    MadeTable table = new MadeTable(SCHEMA).append(List.of(rowOf("01-1", 1.0, 2)));
    Table before = table.now();
    table
        .now()
        .newRowDelta()
        .addDeletes(
            FileMetadata.deleteFileBuilder(PartitionSpec.unpartitioned())
                .ofPositionDeletes()
                .withPath(files(before).get(0).location() + "-deletes.parquet")
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(1)
                .withRecordCount(1)
                .build())
        .commit();

    assertThat(RowComparison.ofAnySize().of(before, table.now()))
        .isEqualTo(
            new RowDifference.NotCounted(
                1, 1, "another program put delete files beside its data files"));
  }
}
