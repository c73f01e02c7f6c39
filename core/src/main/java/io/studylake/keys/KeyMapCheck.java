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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The state of each extended map, in one Spark job; a map that is as before needs no look. */
  public List<KeyMapState> of(KeyMaps maps) {
    List<Dataset<Row>> questions = new ArrayList<>();
    for (KeyMap map : maps.maps()) {
      if (maps.given().containsKey(map.entity().name())) {
        questions.add(question(map));
      }
    }
    List<KeyMapState> states = new ArrayList<>();
    questions.stream()
        .reduce(Dataset::union)
        .ifPresent(
            all -> {
              for (Row row : all.collectAsList()) {
                states.add(
                    new KeyMapState(
                        row.getString(0),
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        onlyAppended(row.getString(0))));
              }
            });
    return List.copyOf(states);
  }

  private static Dataset<Row> question(KeyMap map) {
    Dataset<Row> rows = map.rows();
    String key = map.entity().keyColumn();
    Column natural =
        struct(map.entity().roles().stream().map(role -> col(role)).toArray(Column[]::new));
    return rows.agg(
            count(lit(1)).as("rows"),
            countDistinct(col(key)).as("keys"),
            countDistinct(natural).as("natural"),
            coalesce(min(col(key)), lit(1L)).as("lowest"),
            coalesce(max(col(key)), lit(0L)).as("highest"))
        .select(
            lit(map.entity().name()).as("entity"),
            col("rows"),
            col("keys"),
            col("natural"),
            col("lowest"),
            col("highest"));
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
