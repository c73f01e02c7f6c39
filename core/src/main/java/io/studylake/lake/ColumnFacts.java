package io.studylake.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
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
 *
 * @param rows rows of the table
 * @param columns by name, all columns of the table
 */
public record ColumnFacts(long rows, Map<String, Column> columns) {
  /** Keeps an ordered copy. */
  public ColumnFacts {
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
  }

  /**
   * What is known of one column. A bound is an {@code Integer} of days for dates, a {@code Long} of
   * microseconds for timestamps, a text that may be cut after 16 characters.
   *
   * @param type in the table
   * @param nulls how many; empty when not every file counts them
   * @param lowerBound no value is less; empty when not known
   * @param upperBound no value is greater; empty when not known
   */
  public record Column(
      Type type, OptionalLong nulls, Optional<Object> lowerBound, Optional<Object> upperBound) {}

  /** The facts of a table's current snapshot. */
  public static ColumnFacts of(Table table) {
    Reading reading = new Reading(table);
    if (table.currentSnapshot() != null) {
      try (CloseableIterable<FileScanTask> tasks =
          table.newScan().includeColumnStats().planFiles()) {
        tasks.forEach(task -> reading.add(task.file()));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the manifests of " + table.name(), e);
      }
    }
    return new ColumnFacts(SnapshotFacts.of(table).rows(), reading.columns());
  }

  /** Nulls of a column; empty when not every file counts them. */
  public OptionalLong nulls(String column) {
    Column facts = columns.get(column);
    return facts == null ? OptionalLong.empty() : facts.nulls();
  }

  /** Whether a column is there and not known to be empty. */
  public boolean filled(String column) {
    OptionalLong nulls = nulls(column);
    return columns.containsKey(column) && rows > 0 && (nulls.isEmpty() || nulls.getAsLong() < rows);
  }

  /** Adds up what the data files of a table tell. */
  private static final class Reading {
    private final Table table;
    private final Map<String, Long> nulls = new HashMap<>();
    private final Map<String, Integer> counting = new HashMap<>();
    private final Map<String, Object> least = new HashMap<>();
    private final Map<String, Object> greatest = new HashMap<>();
    private int files;

    Reading(Table table) {
      this.table = table;
    }

    void add(DataFile file) {
      files++;
      for (NestedField column : table.schema().columns()) {
        bound(file.lowerBounds(), column, least, -1);
        bound(file.upperBounds(), column, greatest, 1);
        Long count =
            file.nullValueCounts() == null ? null : file.nullValueCounts().get(column.fieldId());
        if (count != null) {
          nulls.merge(column.name(), count, Long::sum);
          counting.merge(column.name(), 1, Integer::sum);
        }
      }
    }

    private static void bound(
        Map<Integer, ByteBuffer> bounds, NestedField column, Map<String, Object> kept, int sign) {
      ByteBuffer bound = bounds == null ? null : bounds.get(column.fieldId());
      if (bound != null) {
        Type.PrimitiveType type = column.type().asPrimitiveType();
        kept.merge(
            column.name(),
            Conversions.<Object>fromByteBuffer(type, bound),
            (a, b) -> sign * Comparators.<Object>forType(type).compare(a, b) >= 0 ? a : b);
      }
    }

    Map<String, Column> columns() {
      Map<String, Column> columns = new HashMap<>();
      for (NestedField column : table.schema().columns()) {
        String name = column.name();
        columns.put(
            name,
            new Column(
                column.type(),
                // A count is known when every file has it.
                counting.getOrDefault(name, 0) == files && files > 0
                    ? OptionalLong.of(nulls.get(name))
                    : OptionalLong.empty(),
                Optional.ofNullable(least.get(name)),
                Optional.ofNullable(greatest.get(name))));
      }
      return columns;
    }
  }
}
