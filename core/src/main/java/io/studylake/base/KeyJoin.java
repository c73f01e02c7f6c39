package io.studylake.base;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.keys.KeyMap;
import io.studylake.keys.KeyMaps;
import io.studylake.keys.KeyRules;
import io.studylake.keys.NaturalKeyColumns;
import io.studylake.lake.WorkBranch;
import io.studylake.meta.SubjectLookupTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Left-joins a raw table with the key maps. Each natural key stands once in its map, so the number
 * of rows never changes.
 */
final class KeyJoin {
  /** Above this many members a map is not sent to every executor. */
  private static final long BROADCAST_MEMBERS = 2_000_000;

  private final WorkBranch branch;
  private final KeyRules rules;
  private final KeyMaps maps;

  KeyJoin(WorkBranch branch, KeyRules rules, KeyMaps maps) {
    this.branch = branch;
    this.rules = rules;
    this.maps = maps;
  }

  /** The rows with their key columns in front. */
  Dataset<Row> keyed(String dataset, List<String> rawColumns) {
    Dataset<Row> raw = branch.read("raw", dataset);
    Dataset<Row> rows = NaturalKeyColumns.with(raw, rules, rawColumns);
    for (KeyMap map : maps.maps()) {
      if (rules.roles().holds(rawColumns, map.entity())) {
        rows = join(rows, map);
      }
    }
    List<Column> columns = new ArrayList<>();
    for (Entity entity : rules.entities()) {
      if (rules.keys(rawColumns, entity)) {
        columns.add(key(rawColumns, entity).as(entity.keyColumn()));
      }
    }
    for (String column : raw.columns()) {
      columns.add(col("`" + column + "`"));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /** The row's own key; where it has none, its member's. */
  private Column key(List<String> rawColumns, Entity entity) {
    List<Column> sources = new ArrayList<>();
    if (rules.roles().holds(rawColumns, entity)) {
      sources.add(col(joinedKey(entity)));
    }
    if (rules.lookedUp(rawColumns, entity) && lookup(entity).isPresent()) {
      sources.add(col(lookedUpKey(entity)));
    }
    return sources.isEmpty()
        ? org.apache.spark.sql.functions.lit(null).cast("bigint")
        : coalesce(sources.toArray(Column[]::new));
  }

  private Dataset<Row> join(Dataset<Row> rows, KeyMap map) {
    Dataset<Row> keys = withLookups(map);
    List<Column> columns = new ArrayList<>();
    columns.add(keys.col(map.entity().keyColumn()).as(joinedKey(map.entity())));
    for (String role : map.entity().roles()) {
      columns.add(keys.col(role).as(mapColumn(map.entity(), role)));
    }
    for (String column : keys.columns()) {
      if (column.startsWith("_of_")) {
        columns.add(keys.col(column));
      }
    }
    Dataset<Row> renamed = keys.select(columns.toArray(Column[]::new));
    Dataset<Row> right = map.highestKey() <= BROADCAST_MEMBERS ? broadcast(renamed) : renamed;
    Column same =
        map.entity().roles().stream()
            .map(
                role -> {
                  Column left = col(NaturalKeyColumns.name(role));
                  Column mapped = col(mapColumn(map.entity(), role));
                  // A required part that is null gives a null key, never a shared one.
                  return map.entity().required().contains(role)
                      ? left.equalTo(mapped)
                      : left.eqNullSafe(mapped);
                })
            .reduce(Column::and)
            .orElseThrow();
    return rows.join(right, same, "left_outer");
  }

  /** The map's rows, with the places of its members beside them. */
  private Dataset<Row> withLookups(KeyMap map) {
    Dataset<Row> keys = map.rows();
    for (Entity entity : rules.entities()) {
      boolean through = rules.through(entity).filter(map.entity()::equals).isPresent();
      Optional<String> table = through ? lookup(entity) : Optional.empty();
      if (table.isPresent()) {
        Dataset<Row> places = branch.read("meta", table.get());
        Dataset<Row> right =
            places.select(
                places.col(map.entity().keyColumn()).as("_member"),
                places.col(entity.keyColumn()).as(lookedUpKey(entity)));
        keys =
            keys.join(
                    broadcast(right),
                    keys.col(map.entity().keyColumn()).equalTo(right.col("_member")),
                    "left_outer")
                .drop("_member");
      }
    }
    return keys;
  }

  private Optional<String> lookup(Entity entity) {
    return rules
        .through(entity)
        .map(member -> new SubjectLookupTable(branch, member.name(), entity.name()).name())
        .filter(name -> branch.table("meta", name).isPresent());
  }

  private static String joinedKey(Entity entity) {
    return "_own_" + entity.keyColumn();
  }

  private static String lookedUpKey(Entity entity) {
    return "_of_" + entity.keyColumn();
  }

  private static String mapColumn(Entity entity, String role) {
    return "_map_" + entity.name() + "_" + role;
  }
}
