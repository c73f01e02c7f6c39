package io.studylake.keys;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.studylake.lake.WorkBranch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Looks at the key maps that a run extended, as they were written: the gate judges what it finds.
 */
public final class KeyMapCheck {
  private final WorkBranch branch;

  /** Looks at the maps of a branch. */
  public KeyMapCheck(WorkBranch branch) {
    this.branch = branch;
  }

  /** The state of each extended map; a map that is as before needs no look. */
  public List<KeyMapState> of(KeyMaps maps) {
    return maps.maps().stream()
        .filter(map -> maps.given().containsKey(map.entity().name()))
        .map(map -> map.highestKey() <= KeyMaps.LOCAL_MEMBERS ? onDriver(map) : bySpark(map))
        .toList();
  }

  private KeyMapState onDriver(KeyMap map) {
    Set<NaturalKey> natural = new HashSet<>();
    List<Long> keys = new ArrayList<>();
    map.forEach(
        (member, key) -> {
          natural.add(member);
          keys.add(key);
        });
    LongSummaryStatistics range = keys.stream().mapToLong(key -> key).summaryStatistics();
    String entity = map.entity().name();
    return new KeyMapState(
        entity,
        keys.size(),
        keys.stream().distinct().count(),
        natural.size(),
        range.getMin(),
        range.getMax(),
        onlyAppended(entity));
  }

  private KeyMapState bySpark(KeyMap map) {
    Row row = question(map).first();
    String entity = map.entity().name();
    return new KeyMapState(
        entity,
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        onlyAppended(entity));
  }

  private static Dataset<Row> question(KeyMap map) {
    Dataset<Row> rows = map.rows();
    String key = map.entity().keyColumn();
    Column natural =
        struct(map.entity().roles().stream().map(role -> col(role)).toArray(Column[]::new));
    return rows.agg(
        count(lit(1)),
        countDistinct(col(key)),
        countDistinct(natural),
        coalesce(min(col(key)), lit(1L)),
        coalesce(max(col(key)), lit(0L)));
  }

  /** Whether every snapshot between the parent's and now only added files. */
  private boolean onlyAppended(String entity) {
    Table now = branch.table(KeyMap.NAMESPACE, entity).orElseThrow();
    Optional<Long> before =
        branch
            .parentTable(KeyMap.NAMESPACE, entity)
            .map(Table::currentSnapshot)
            .map(Snapshot::snapshotId);
    Map<Long, Snapshot> byId = new java.util.HashMap<>();
    now.snapshots().forEach(snapshot -> byId.put(snapshot.snapshotId(), snapshot));
    Snapshot snapshot = now.currentSnapshot();
    while (snapshot != null && !before.equals(Optional.of(snapshot.snapshotId()))) {
      if (!DataOperations.APPEND.equals(snapshot.operation())) {
        return false;
      }
      snapshot = snapshot.parentId() == null ? null : byId.get(snapshot.parentId());
    }
    return snapshot != null || before.isEmpty();
  }
}
