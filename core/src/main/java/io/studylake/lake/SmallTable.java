package io.studylake.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * A small table that is written and read with Iceberg alone: no Spark job, so it costs milliseconds
 * and leaves no trace in the lineage.
 */
public final class SmallTable {
  /** Namespace of what is known about deliveries. */
  public static final String META = "meta";

  /** Namespace of the records that were set aside. */
  public static final String QUARANTINE = "quarantine";

  private final WorkBranch branch;
  private final String namespace;
  private final String name;
  private final Schema schema;
  private final String comment;

  private SmallTable(
      WorkBranch branch, String namespace, String name, Schema schema, String comment) {
    this.branch = branch;
    this.namespace = namespace;
    this.name = name;
    this.schema = schema;
    this.comment = comment;
  }

  /** The table {@code meta.<name>} on a branch; made at the first write. */
  public static SmallTable meta(WorkBranch branch, String name, Schema schema, String comment) {
    return new SmallTable(branch, META, name, schema, comment);
  }

  /** The table {@code quarantine.<dataset>} on a branch; made at the first write. */
  public static SmallTable quarantine(
      WorkBranch branch, String dataset, Schema schema, String comment) {
    return new SmallTable(branch, QUARANTINE, dataset, schema, comment);
  }

  /** Appends rows, values in order of the schema; nothing for no rows. */
  public void append(List<List<Object>> rows) {
    Table table = table();
    if (rows.isEmpty()) {
      return;
    }
    AppendFiles append = table.newAppend().appendFile(write(table, records(table, rows)));
    branch.summary("").forEach(append::set);
    append.commit();
  }

  /** Replaces all rows. */
  public void replace(List<List<Object>> rows) {
    Table table = table();
    OverwriteFiles overwrite = table.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
    if (!rows.isEmpty()) {
      overwrite.addFile(write(table, records(table, rows)));
    }
    branch.summary("").forEach(overwrite::set);
    overwrite.commit();
  }

  /**
   * Changes rows in one commit; a data file without a changed row stays. A table that does not
   * exist has none.
   *
   * @param change gives another record for a row to be changed, and the very same for the others
   * @return rows changed
   */
  public long revise(UnaryOperator<Record> change) {
    if (branch.table(namespace, name).isEmpty()) {
      return 0;
    }
    Table table = table();
    OverwriteFiles overwrite = table.newOverwrite();
    long changed = 0;
    try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
      for (FileScanTask file : files) {
        long before = changed;
        List<Record> rows = new ArrayList<>();
        try (CloseableIterable<Record> records = records(table, file.file())) {
          for (Record row : records) {
            Record now = change.apply(row);
            changed += now == row ? 0 : 1;
            rows.add(now);
          }
        }
        if (changed > before) {
          overwrite.deleteFile(file.file()).addFile(write(table, rows));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + table.name(), e);
    }
    if (changed > 0) {
      branch.summary("").forEach(overwrite::set);
      overwrite.commit();
    }
    return changed;
  }

  /** The rows in the parent snapshot; none when the table did not exist. */
  public <T> List<T> parentRows(Function<Record, T> row) {
    return branch.parentTable(namespace, name).map(table -> read(table, row)).orElse(List.of());
  }

  private static <T> List<T> read(Table table, Function<Record, T> row) {
    return read(table, Expressions.alwaysTrue(), row);
  }

  /** The rows of a table that pass a filter; files that hold none of them are not opened. */
  public static <T> List<T> read(Table table, Expression filter, Function<Record, T> row) {
    List<T> all = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).where(filter).build()) {
      records.forEach(record -> all.add(row.apply(record)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + table.name(), e);
    }
    return all;
  }

  private static CloseableIterable<Record> records(Table table, DataFile file) {
    return Parquet.read(table.io().newInputFile(file.location()))
        .project(table.schema())
        .createReaderFunc(type -> GenericParquetReaders.buildReader(table.schema(), type))
        .build();
  }

  private Table table() {
    branch.shape(namespace, name, schema, comment, Map.of());
    return branch.table(namespace, name).orElseThrow();
  }

  private static List<Record> records(Table table, List<List<Object>> rows) {
    List<Record> records = new ArrayList<>();
    for (List<Object> row : rows) {
      GenericRecord record = GenericRecord.create(table.schema());
      for (int i = 0; i < row.size(); i++) {
        record.set(i, row.get(i));
      }
      records.add(record);
    }
    return records;
  }

  private static DataFile write(Table table, List<Record> records) {
    String file = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
    try {
      DataWriter<Record> writer =
          Parquet.writeData(table.io().newOutputFile(file))
              .forTable(table)
              .createWriterFunc(GenericParquetWriter::create)
              .withSpec(PartitionSpec.unpartitioned())
              .build();
      try (writer) {
        records.forEach(writer::write);
      }
      return writer.toDataFile();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + table.name(), e);
    }
  }
}
