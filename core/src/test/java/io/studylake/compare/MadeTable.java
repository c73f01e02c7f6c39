package io.studylake.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/** An Iceberg table in memory, written file by file. */
final class MadeTable {
  private static final Namespace NAMESPACE = Namespace.of("raw");

  private final InMemoryCatalog catalog = new InMemoryCatalog();
  private final TableIdentifier name = TableIdentifier.of(NAMESPACE, "ae");

  MadeTable(Schema schema) {
    catalog.initialize("memory", Map.of());
    catalog.createNamespace(NAMESPACE);
    catalog.createTable(name, schema);
  }

  /** The table as it is now; what is written later does not change it. */
  Table now() {
    return catalog.loadTable(name);
  }

  /** Adds a data file. */
  MadeTable append(List<List<Object>> rows) {
    Table table = now();
    AppendFiles append = table.newAppend();
    append.appendFile(write(table, rows));
    append.commit();
    return this;
  }

  /** Replaces all data files by one for each list of rows. */
  MadeTable rewrite(List<List<List<Object>>> files) {
    Table table = now();
    OverwriteFiles overwrite = table.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
    files.stream()
        .filter(rows -> !rows.isEmpty())
        .forEach(rows -> overwrite.addFile(write(table, rows)));
    overwrite.commit();
    return this;
  }

  static List<Object> row(Object... values) {
    return new ArrayList<>(Arrays.asList(values));
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
      throw new UncheckedIOException(e);
    }
  }
}
