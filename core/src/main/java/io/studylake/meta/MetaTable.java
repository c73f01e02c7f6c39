package io.studylake.meta;

import io.studylake.lake.WorkBranch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * A small table that is written and read with Iceberg alone: no Spark job, so it costs milliseconds
 * and leaves no trace in the lineage.
 */
final class MetaTable {
  static final String NAMESPACE = "meta";

  private final WorkBranch branch;
  private final String name;
  private final Schema schema;
  private final String comment;

  MetaTable(WorkBranch branch, String name, Schema schema, String comment) {
    this.branch = branch;
    this.name = name;
    this.schema = schema;
    this.comment = comment;
  }

  /** Appends rows, values in order of the schema; nothing for no rows. */
  void append(List<List<Object>> rows) {
    Table table = table();
    if (rows.isEmpty()) {
      return;
    }
    AppendFiles append = table.newAppend().appendFile(write(table, rows));
    branch.summary("").forEach(append::set);
    append.commit();
  }

  /** Replaces all rows. */
  void replace(List<List<Object>> rows) {
    Table table = table();
    OverwriteFiles overwrite = table.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
    if (!rows.isEmpty()) {
      overwrite.addFile(write(table, rows));
    }
    branch.summary("").forEach(overwrite::set);
    overwrite.commit();
  }

  /** The rows in the parent snapshot; none when the table did not exist. */
  <T> List<T> parentRows(Function<Record, T> row) {
    return branch.parentTable(NAMESPACE, name).map(table -> read(table, row)).orElse(List.of());
  }

  private static <T> List<T> read(Table table, Function<Record, T> row) {
    List<T> all = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      records.forEach(record -> all.add(row.apply(record)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + table.name(), e);
    }
    return all;
  }

  private Table table() {
    branch.shape(NAMESPACE, name, schema, comment, Map.of());
    return branch.table(NAMESPACE, name).orElseThrow();
  }

  private static DataFile write(Table table, List<List<Object>> rows) {
    String file = table.locationProvider().newDataLocation(UUID.randomUUID() + ".parquet");
    try {
      DataWriter<Record> writer =
          Parquet.writeData(table.io().newOutputFile(file))
              .forTable(table)
              .createWriterFunc(GenericParquetWriter::create)
              .withSpec(PartitionSpec.unpartitioned())
              .build();
      try (writer) {
        for (List<Object> row : rows) {
          GenericRecord record = GenericRecord.create(table.schema());
          for (int i = 0; i < row.size(); i++) {
            record.set(i, row.get(i));
          }
          writer.write(record);
        }
      }
      return writer.toDataFile();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + table.name(), e);
    }
  }
}
