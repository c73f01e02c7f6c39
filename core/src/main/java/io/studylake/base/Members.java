package io.studylake.base;

import static org.apache.spark.sql.functions.col;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.ingest.RawTable;
import io.studylake.keys.DeliveredMembers;
import io.studylake.keys.KeyedDataset;
import io.studylake.lake.WorkBranch;
import io.studylake.meta.MembersTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/**
 * Which members a delivery holds, by entity of a single role, beside those of the parent snapshot.
 *
 * @param before surrogate keys by entity in the parent snapshot
 * @param now surrogate keys by entity in this delivery
 */
public record Members(Map<String, Set<Long>> before, Map<String, Set<Long>> now) {

  /** Finds the members and keeps them in {@code meta.members}. */
  public static Members refresh(WorkBranch branch, BasePlan plan, DeliveredMembers delivered) {
    MembersTable table = new MembersTable(branch);
    Map<String, Set<Long>> before = table.ofParent();
    if (plan.sameAsParent(branch)) {
      return new Members(before, before);
    }
    Map<String, Set<Long>> now = new TreeMap<>();
    Set<String> scanned =
        plan.toScan().stream().map(KeyedDataset::dataset).collect(Collectors.toSet());
    for (Entity entity : plan.rules().entities()) {
      if (entity.roles().size() == 1) {
        Set<Long> keys = new TreeSet<>(delivered.members().getOrDefault(entity.name(), Set.of()));
        keys.addAll(
            stillHeld(
                branch, plan, scanned, entity, before.getOrDefault(entity.name(), Set.of()), keys));
        now.put(entity.name(), keys);
      }
    }
    now.values().removeIf(Set::isEmpty);
    if (!now.equals(before)) {
      table.replace(now);
    }
    return new Members(before, now);
  }

  /**
   * Members of the parent that only datasets outside the scan hold: the smallest dataset is asked
   * first, and no more as soon as every member is found.
   */
  private static Set<Long> stillHeld(
      WorkBranch branch,
      BasePlan plan,
      Set<String> scanned,
      Entity entity,
      Set<Long> before,
      Set<Long> found) {
    Set<Long> sought = new TreeSet<>(before);
    sought.removeAll(found);
    Set<Long> held = new TreeSet<>();
    List<RawTable> outside =
        plan.raw().stream()
            .filter(raw -> !scanned.contains(raw.dataset()))
            .filter(raw -> plan.rules().roles().holds(raw.columns(), entity))
            .sorted(Comparator.comparingLong(RawTable::rows))
            .toList();
    for (RawTable raw : outside) {
      if (sought.isEmpty()) {
        break;
      }
      for (Row row :
          branch
              .read(BaseTable.NAMESPACE, raw.dataset())
              .select(col(entity.keyColumn()))
              .distinct()
              .collectAsList()) {
        if (!row.isNullAt(0) && sought.remove(row.getLong(0))) {
          held.add(row.getLong(0));
        }
      }
    }
    return held;
  }

  /** Members of the parent that are not in this delivery. */
  public Set<Long> gone(String entity) {
    Set<Long> gone = new TreeSet<>(before.getOrDefault(entity, Set.of()));
    gone.removeAll(now.getOrDefault(entity, Set.of()));
    return gone;
  }
}
