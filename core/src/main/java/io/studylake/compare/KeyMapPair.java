package io.studylake.compare;

import io.studylake.keys.KeyMap;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.SnapshotTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * The key map of one entity in two snapshots.
 *
 * @param entity as in {@code keys.<entity>}
 */
record KeyMapPair(String entity, Optional<Table> before, Optional<Table> after) {
  /** So many keys are looked for by their values; more by reading the whole map. */
  private static final int LOOKED_UP = 200;

  /** The maps of all entities that either snapshot knows. */
  static List<KeyMapPair> of(SnapshotTables left, SnapshotTables right) {
    Set<String> entities = new TreeSet<>(left.names(KeyMap.NAMESPACE));
    entities.addAll(right.names(KeyMap.NAMESPACE));
    return entities.stream()
        .map(
            entity ->
                new KeyMapPair(
                    entity,
                    left.table(KeyMap.NAMESPACE, entity),
                    right.table(KeyMap.NAMESPACE, entity)))
        .toList();
  }

  String keyColumn() {
    return entity + "_key";
  }

  KeysGiven given() {
    return new KeysGiven(entity, rows(before), rows(after), sameNumbers());
  }

  private static long rows(Optional<Table> map) {
    return map.map(table -> SnapshotFacts.of(table).rows()).orElse(0L);
  }

  /** Whether a number means the same member in both: one map went on from the other. */
  boolean sameNumbers() {
    if (before.isEmpty() || after.isEmpty()) {
      return true;
    }
    if (!before.get().uuid().equals(after.get().uuid())) {
      return false;
    }
    if (before.get().currentSnapshot() == null || after.get().currentSnapshot() == null) {
      return true;
    }
    return wentOn(before.get(), after.get()) || wentOn(after.get(), before.get());
  }

  private static boolean wentOn(Table from, Table to) {
    long wanted = from.currentSnapshot().snapshotId();
    for (var snapshot : SnapshotUtil.currentAncestors(to)) {
      if (snapshot.snapshotId() == wanted) {
        return true;
      }
    }
    return false;
  }

  /** The natural keys of some members, in order; of one without a natural key its number. */
  static List<String> naturalKeys(Optional<Table> map, Collection<Long> keys) {
    if (map.isEmpty() || keys.isEmpty()) {
      return keys.stream().sorted().map(Object::toString).toList();
    }
    List<NestedField> columns = map.get().schema().columns();
    String keyColumn = columns.get(0).name();
    List<String> parts =
        columns.stream()
            .skip(1)
            .map(NestedField::name)
            .filter(name -> !name.equals(KeyMap.FIRST_DELIVERY))
            .toList();
    Expression wanted =
        keys.size() <= LOOKED_UP
            ? Expressions.in(keyColumn, keys.toArray())
            : Expressions.alwaysTrue();
    Set<Long> sought = new TreeSet<>(keys);
    List<String> names = new ArrayList<>();
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(map.get()).where(wanted).build()) {
      for (Record record : records) {
        if (sought.remove((Long) record.getField(keyColumn))) {
          names.add(
              parts.stream()
                  .map(record::getField)
                  .filter(Objects::nonNull)
                  .map(Object::toString)
                  .collect(Collectors.joining(", ")));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + map.get().name(), e);
    }
    sought.forEach(key -> names.add(Long.toString(key)));
    return names.stream().sorted().toList();
  }
}
