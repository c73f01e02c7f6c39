package io.studylake.compare;

import io.studylake.lake.SmallTable;
import io.studylake.lake.SnapshotTables;
import io.studylake.parallel.AtOnce;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;

/**
 * The surrogate keys of an entity that the datasets of two snapshots hold, by {@code meta.members}
 * or by the key column of the base tables, of which a data file that both share is read once.
 *
 * @param before keys that the earlier snapshot's datasets hold
 * @param after keys that the later one's hold
 */
record HeldKeys(Set<Long> before, Set<Long> after) {
  private static final String BASE = "base";

  /** Those of an entity that {@code meta.members} tells of; empty when it does not. */
  static Optional<HeldKeys> recorded(String entity, SnapshotTables left, SnapshotTables right) {
    Set<Long> before = recorded(entity, left);
    Set<Long> after = recorded(entity, right);
    return isTold(before, left) && isTold(after, right)
        ? Optional.of(new HeldKeys(before, after))
        : Optional.empty();
  }

  private static boolean isTold(Set<Long> recorded, SnapshotTables snapshot) {
    return !recorded.isEmpty() || snapshot.names(BASE).isEmpty();
  }

  private static Set<Long> recorded(String entity, SnapshotTables snapshot) {
    return snapshot
        .table(SmallTable.META, "members")
        .map(
            table ->
                SmallTable.read(
                    table,
                    Expressions.equal("entity", entity),
                    record -> (Long) record.getField("key")))
        .<Set<Long>>map(HashSet::new)
        .orElse(Set.of());
  }

  private record KeyFile(Table table, DataFile file) {}

  /** Those that stand in a key column of the base tables. */
  static HeldKeys scanned(String column, SnapshotTables left, SnapshotTables right) {
    Map<String, KeyFile> before = files(column, left);
    Map<String, KeyFile> after = files(column, right);
    Map<String, KeyFile> all = new TreeMap<>(before);
    all.putAll(after);
    HeldKeys held = new HeldKeys(new HashSet<>(), new HashSet<>());
    List<Runnable> reads = new ArrayList<>();
    all.forEach(
        (location, file) ->
            reads.add(
                () -> {
                  Set<Long> keys = read(file, column);
                  synchronized (held) {
                    if (before.containsKey(location)) {
                      held.before.addAll(keys);
                    }
                    if (after.containsKey(location)) {
                      held.after.addAll(keys);
                    }
                  }
                }));
    AtOnce.doAll(Runtime.getRuntime().availableProcessors(), reads);
    return held;
  }

  private static Map<String, KeyFile> files(String column, SnapshotTables snapshot) {
    Map<String, KeyFile> files = new TreeMap<>();
    for (String name : snapshot.names(BASE)) {
      Table table = snapshot.table(BASE, name).orElseThrow();
      if (table.schema().findField(column) != null) {
        for (DataFile file : SnapshotFiles.of(table).files()) {
          files.put(file.location(), new KeyFile(table, file));
        }
      }
    }
    return files;
  }

  private static Set<Long> read(KeyFile file, String column) {
    Schema key = file.table().schema().select(column);
    Set<Long> keys = new HashSet<>();
    Object last = null;
    try (CloseableIterable<Record> records =
        Parquet.read(file.table().io().newInputFile(file.file().location()))
            .project(key)
            .createReaderFunc(type -> GenericParquetReaders.buildReader(key, type))
            .reuseContainers()
            .build()) {
      for (Record record : records) {
        Object value = record.get(0);
        // Rows of one member mostly follow each other.
        if (value != null && !value.equals(last)) {
          keys.add((Long) value);
          last = value;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read data file " + file.file().location(), e);
    }
    return keys;
  }
}
