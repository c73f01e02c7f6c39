package io.studylake.keys;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.studylake.config.KeysConfig.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * What the scanned raw tables hold, as surrogate keys.
 *
 * @param members keys by entity, for entities with a single role
 * @param places by entity that is looked up: the places that the subject datasets name, by member
 */
public record DeliveredMembers(
    Map<String, Set<Long>> members, Map<String, Map<Long, Set<Long>>> places) {
  static final DeliveredMembers NONE = new DeliveredMembers(Map.of(), Map.of());

  private static final String MEMBER = "member:";
  private static final String PLACE = "place:";

  /** Asks all in one Spark job. */
  static DeliveredMembers of(NaturalKeys natural, List<KeyMap> maps, KeyRules rules) {
    List<Dataset<Row>> questions = new ArrayList<>();
    for (KeyMap map : maps) {
      if (map.entity().roles().size() == 1) {
        questions.add(members(natural, map));
      }
      rules
          .through(map.entity())
          .flatMap(member -> find(maps, member))
          .ifPresent(member -> questions.add(places(natural, member, map)));
    }
    return questions.stream().reduce(Dataset::union).map(DeliveredMembers::collect).orElse(NONE);
  }

  private static Optional<KeyMap> find(List<KeyMap> maps, Entity entity) {
    return maps.stream().filter(map -> map.entity().equals(entity)).findFirst();
  }

  private static Dataset<Row> members(NaturalKeys natural, KeyMap map) {
    Entity entity = map.entity();
    return withKey(natural.of(entity), map)
        .select(
            lit(MEMBER + entity.name()).as("kind"),
            col(entity.keyColumn()).as("a"),
            lit(null).cast(DataTypes.LongType).as("b"));
  }

  private static Dataset<Row> places(NaturalKeys natural, KeyMap member, KeyMap place) {
    Dataset<Row> pairs = natural.subjectPairs(member.entity(), place.entity());
    return withKey(withKey(pairs, member), place)
        .select(
            lit(PLACE + place.entity().name()).as("kind"),
            col(member.entity().keyColumn()).as("a"),
            col(place.entity().keyColumn()).as("b"));
  }

  private static Dataset<Row> withKey(Dataset<Row> rows, KeyMap map) {
    Dataset<Row> keys = map.rows();
    Column same =
        map.entity().roles().stream()
            .map(role -> rows.col(role).eqNullSafe(keys.col(role)))
            .reduce(Column::and)
            .orElseThrow();
    Dataset<Row> joined = rows.join(broadcast(keys), same, "inner");
    for (String role : map.entity().roles()) {
      joined = joined.drop(keys.col(role));
    }
    return joined;
  }

  private static DeliveredMembers collect(Dataset<Row> answers) {
    Map<String, Set<Long>> members = new TreeMap<>();
    Map<String, Map<Long, Set<Long>>> places = new TreeMap<>();
    for (Row row : answers.collectAsList()) {
      String kind = row.getString(0);
      if (kind.startsWith(MEMBER)) {
        members
            .computeIfAbsent(kind.substring(MEMBER.length()), entity -> new TreeSet<>())
            .add(row.getLong(1));
      } else {
        places
            .computeIfAbsent(kind.substring(PLACE.length()), entity -> new TreeMap<>())
            .computeIfAbsent(row.getLong(1), member -> new TreeSet<>())
            .add(row.getLong(2));
      }
    }
    return new DeliveredMembers(members, places);
  }
}
