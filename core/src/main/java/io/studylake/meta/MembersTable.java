package io.studylake.meta;

import io.studylake.lake.SmallTable;
import io.studylake.lake.WorkBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The table {@code meta.members}: which members a snapshot's delivery holds ({@code entity}, {@code
 * key}), for entities of a single role such as patient and location. What is gone and new between
 * two snapshots follows from it without a scan.
 */
public final class MembersTable {
  private final SmallTable table;

  /** The table on a branch. */
  public MembersTable(WorkBranch branch) {
    Schema schema =
        new Schema(
            NestedField.required(
                1, "entity", Types.StringType.get(), "Entity, as in keys.<entity>"),
            NestedField.required(2, "key", Types.LongType.get(), "Surrogate key"));
    this.table = SmallTable.meta(branch, "members", schema, "Members that the delivery holds");
  }

  /** Keys by entity in the parent snapshot. */
  public Map<String, Set<Long>> ofParent() {
    Map<String, Set<Long>> members = new TreeMap<>();
    table
        .parentRows(record -> Map.entry(record.get(0).toString(), (Long) record.get(1)))
        .forEach(
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
