package io.studylake.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The rows of one Parquet file as hashes. Read column by column: a value that a dictionary holds is
 * hashed once, and no row is ever put together.
 */
final class HashedFile {
  private final InputFile file;
  private final List<NestedField> columns;

  /**
   * A file that is not open yet.
   *
   * @param columns what is hashed, in this order; one that the file does not have is null
   */
  HashedFile(InputFile file, List<NestedField> columns) {
    this.file = file;
    this.columns = columns;
  }

  /** Hands over the hash of every row; gives back how many rows there were. */
  long read(RowHashes into) {
    long rows = 0;
    try (ParquetFileReader reader =
        ParquetFileReader.open(new ParquetInput(file), ParquetReadOptions.builder().build())) {
      MessageType wanted = wanted(reader.getFileMetaData().getSchema());
      reader.setRequestedSchema(wanted);
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        long[] hashes = hashes(group, wanted, reader.getFileMetaData().getCreatedBy());
        into.add(hashes);
        rows += hashes.length;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read data file " + file.location(), e);
    }
    return rows;
  }

  private MessageType wanted(MessageType schema) {
    List<Type> wanted = new ArrayList<>();
    for (Type type : schema.getFields()) {
      if (type.getId() != null
          && columns.stream().anyMatch(column -> column.fieldId() == type.getId().intValue())) {
        wanted.add(type);
      }
    }
    return new MessageType(schema.getName(), wanted);
  }

  private long[] hashes(PageReadStore group, MessageType schema, String createdBy) {
    HashingRow row = new HashingRow(schema);
    ColumnReadStoreImpl store = new ColumnReadStoreImpl(group, row, schema, createdBy);
    Map<Integer, Integer> positions = new HashMap<>();
    for (int i = 0; i < schema.getFieldCount(); i++) {
      positions.put(schema.getType(i).getId().intValue(), i);
    }
    long[] hashes = new long[Math.toIntExact(group.getRowCount())];
    for (NestedField column : columns) {
      Integer position = positions.get(column.fieldId());
      if (position == null) {
        for (int i = 0; i < hashes.length; i++) {
          hashes[i] = ValueHash.combine(hashes[i], ValueHash.NULL);
        }
      } else {
        ColumnDescriptor descriptor = schema.getColumns().get(position);
        add(store.getColumnReader(descriptor), descriptor, row.value(position), hashes);
      }
    }
    return hashes;
  }

  private static void add(
      ColumnReader reader, ColumnDescriptor descriptor, ValueHash value, long[] hashes) {
    int present = descriptor.getMaxDefinitionLevel();
    for (int i = 0; i < hashes.length; i++) {
      long hash = ValueHash.NULL;
      if (reader.getCurrentDefinitionLevel() == present) {
        reader.writeCurrentValueToConverter();
        hash = value.hash();
      }
      hashes[i] = ValueHash.combine(hashes[i], hash);
      reader.consume();
    }
  }
}
