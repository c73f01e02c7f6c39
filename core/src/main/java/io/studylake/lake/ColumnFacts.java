package io.studylake.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/**
 * What the manifests of a table tell of its columns, read once and without any data. A column
 * beyond the first hundred has no counts, as Iceberg keeps none there by default ({@code
 * write.metadata.metrics.max-inferred-column-defaults}).
 */
public final class ColumnFacts {
  private final Map<String, Long> nulls = new HashMap<>();
  private final Map<String, Object> greatest = new HashMap<>();

  private ColumnFacts() {}

  /** The facts of a table's current snapshot. */
  public static ColumnFacts of(Table table) {
    ColumnFacts facts = new ColumnFacts();
    if (table.currentSnapshot() == null) {
      return facts;
    }
    Map<String, Integer> files = new HashMap<>();
    int all = 0;
    try (CloseableIterable<FileScanTask> tasks = table.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        all++;
        for (NestedField column : table.schema().columns()) {
          if (facts.add(column, task.file())) {
            files.merge(column.name(), 1, Integer::sum);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the manifests of " + table.name(), e);
    }
    // A count is known when every file has it.
    int expected = all;
    facts.nulls.keySet().removeIf(column -> files.get(column) != expected);
    return facts;
  }

  private boolean add(NestedField column, DataFile file) {
    ByteBuffer bound = file.upperBounds() == null ? null : file.upperBounds().get(column.fieldId());
    if (bound != null) {
      Type.PrimitiveType type = column.type().asPrimitiveType();
      Object value = Conversions.fromByteBuffer(type, bound);
      greatest.merge(column.name(), value, (a, b) -> greater(type, a, b));
    }
    Long count =
        file.nullValueCounts() == null ? null : file.nullValueCounts().get(column.fieldId());
    if (count == null) {
      return false;
    }
    nulls.merge(column.name(), count, Long::sum);
    return true;
  }

  private static Object greater(Type.PrimitiveType type, Object a, Object b) {
    return Comparators.<Object>forType(type).compare(a, b) >= 0 ? a : b;
  }

  /** Nulls of a column; empty when not every file counts them. */
  public OptionalLong nulls(String column) {
    Long count = nulls.get(column);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  /**
   * No value of a column is greater: an {@code Integer} of days for dates, a {@code Long} of
   * microseconds for timestamps, a text that may be cut after 16 characters. Empty when not known.
   */
  public Optional<Object> upperBound(String column) {
    return Optional.ofNullable(greatest.get(column));
  }
}
