package io.studylake.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** Counts nulls from what the data files' manifests say, without reading data. */
final class ColumnNulls {
  private ColumnNulls() {}

  static long count(Table table, String column) {
    int id = table.schema().findField(column).fieldId();
    long nulls = 0;
    try (CloseableIterable<FileScanTask> files = table.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask file : files) {
        nulls += file.file().nullValueCounts().getOrDefault(id, 0L);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the manifests of " + table.name(), e);
    }
    return nulls;
  }
}
