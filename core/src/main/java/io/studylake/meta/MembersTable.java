package io.studylake.meta;

import io.studylake.lake.SmallTable;
import io.studylake.lake.SnapshotTables;
import io.studylake.lake.WorkBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The table {@code meta.members}: which members a snapshot's delivery holds ({@code entity}, {@code
 * key}), for entities of a single role such as patient and location. What is gone and new between
 * two snapshots follows from it without a scan.
 */
public final class MembersTable {
  private static final String NAME = "members";

  private final SmallTable table;

  /** The table on a branch. */
  public MembersTable(WorkBranch branch) {
    Schema schema =
        new Schema(
            NestedField.required(
                1, "entity", Types.StringType.get(), "Entity, as in keys.<entity>"),
            NestedField.required(2, "key", Types.LongType.get(), "Surrogate key"));
    this.table = SmallTable.meta(branch, NAME, schema, "Members that the delivery holds");
  }

  /** Keys by entity in the parent snapshot. */
  public Map<String, Set<Long>> ofParent() {
    return byEntity(table.parentRows(MembersTable::row));
  }

  /** Keys by entity in a snapshot. */
  public static Map<String, Set<Long>> of(SnapshotTables snapshot) {
    return byEntity(
        snapshot
            .table(SmallTable.META, NAME)
            .map(members -> SmallTable.read(members, Expressions.alwaysTrue(), MembersTable::row))
            .orElse(List.of()));
  }

  private static Map.Entry<String, Long> row(Record record) {
    return Map.entry(record.get(0).toString(), (Long) record.get(1));
  }

  private static Map<String, Set<Long>> byEntity(List<Map.Entry<String, Long>> rows) {
    Map<String, Set<Long>> members = new TreeMap<>();
    rows.forEach(
        entry ->
            members
                .computeIfAbsent(entry.getKey(), entity -> new TreeSet<>())
                .add(entry.getValue()));
    return members;
  }

  /** Writes the members of this delivery. */
  public void replace(Map<String, Set<Long>> members) {
    List<List<Object>> rows = new ArrayList<>();
    members.forEach((entity, keys) -> keys.forEach(key -> rows.add(List.of(entity, key))));
    table.replace(rows);
  }
}
