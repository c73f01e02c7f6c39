package io.studylake.keys;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.lake.SideBySide;
import io.studylake.lake.SideBySide.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;

/**
 * {@link KeyAllocation} by Spark, for any number of natural keys: the offsets of the buckets are
 * prefix sums made on the driver, so there is no global sort and no window over a single partition.
 */
final class DistributedAllocation implements KeyAllocation {
  private static final String ENTITY = "entity";
  private static final String BUCKET = "bucket";

  private final SideBySide sideBySide;

  DistributedAllocation(SideBySide sideBySide) {
    this.sideBySide = sideBySide;
  }

  @Override
  public KeyMaps extend(NaturalKeys natural, List<KeyMap> maps, KeyRules rules) {
    Map<String, Long> given = extend(natural, maps);
    return new KeyMaps(maps, given, DeliveredMembers.of(natural, maps, rules));
  }

  private Map<String, Long> extend(NaturalKeys natural, List<KeyMap> maps) {
    int width = maps.stream().mapToInt(m -> m.entity().roles().size()).max().orElse(0);
    if (width == 0) {
      return Map.of();
    }
    Dataset<Row> missing = missing(natural, maps, width).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      Map<Integer, long[]> counts = counts(missing, maps);
      Map<String, Long> given = new HashMap<>();
      List<Work<Long>> appends = new ArrayList<>();
      for (int i = 0; i < maps.size(); i++) {
        KeyMap map = maps.get(i);
        long[] perBucket = counts.getOrDefault(i, new long[0]);
        long total = LongStream.of(perBucket).sum();
        if (total > 0) {
          given.put(map.entity().name(), total);
          Dataset<Row> mine = missing.where(col(ENTITY).equalTo(i));
          appends.add(
              new Work<>("keys " + map.entity().name(), () -> append(map, mine, perBucket, total)));
        }
      }
      sideBySide.run(appends);
      return Map.copyOf(given);
    } finally {
      missing.unpersist(false);
    }
  }

  private static Dataset<Row> missing(NaturalKeys natural, List<KeyMap> maps, int width) {
    List<Dataset<Row>> wanted = new ArrayList<>();
    List<Dataset<Row>> known = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      Entity entity = maps.get(i).entity();
      wanted.add(padded(natural.of(entity), entity, i, width));
      if (maps.get(i).highestKey() > 0) {
        known.add(padded(maps.get(i).rows(), entity, i, width));
      }
    }
    Dataset<Row> all = wanted.stream().reduce(Dataset::union).orElseThrow();
    Dataset<Row> missing =
        known.stream()
            .reduce(Dataset::union)
            .map(k -> all.join(k, sameKey(all, k, width), "left_anti"))
            .orElse(all);
    return missing.withColumn(BUCKET, bucket(maps, width));
  }

  /** An entity's natural keys as {@code entity, p0 … p<width-1>}, so that all fit one table. */
  private static Dataset<Row> padded(Dataset<Row> keys, Entity entity, int index, int width) {
    List<Column> columns = new ArrayList<>();
    columns.add(lit(index).as(ENTITY));
    for (int p = 0; p < width; p++) {
      Column part =
          p < entity.roles().size()
              ? keys.col(entity.roles().get(p))
              : lit(null).cast(DataTypes.StringType);
      columns.add(part.as("p" + p));
    }
    return keys.select(columns.toArray(Column[]::new));
  }

  private static Column sameKey(Dataset<Row> left, Dataset<Row> right, int width) {
    Column same = left.col(ENTITY).equalTo(right.col(ENTITY));
    for (int p = 0; p < width; p++) {
      same = same.and(left.col("p" + p).eqNullSafe(right.col("p" + p)));
    }
    return same;
  }

  /** The bucket of a row; the hash leaves nulls out, so padding does not change it. */
  private static Column bucket(List<KeyMap> maps, int width) {
    Column hash =
        xxhash64(IntStream.range(0, width).mapToObj(p -> col("p" + p)).toArray(Column[]::new));
    List<Integer> buckets = maps.stream().map(KeyMap::buckets).toList();
    Column n =
        buckets.stream().distinct().count() == 1
            ? lit(buckets.get(0).longValue())
            : element_at(lit(longs(buckets)), col(ENTITY).plus(1));
    return pmod(hash, n).cast(DataTypes.IntegerType);
  }

  private static long[] longs(List<Integer> values) {
    return values.stream().mapToLong(Integer::longValue).toArray();
  }

  private static Map<Integer, long[]> counts(Dataset<Row> missing, List<KeyMap> maps) {
    Map<Integer, long[]> counts = new HashMap<>();
    for (Row row : missing.groupBy(col(ENTITY), col(BUCKET)).count().collectAsList()) {
      counts.computeIfAbsent(row.getInt(0), i -> new long[maps.get(i).buckets()])[row.getInt(1)] =
          row.getLong(2);
    }
    return counts;
  }

  private static long append(KeyMap map, Dataset<Row> missing, long[] perBucket, long total) {
    long highest = map.highestKey();
    long[] offsets = new long[perBucket.length];
    long next = highest;
    for (int b = 0; b < perBucket.length; b++) {
      offsets[b] = next;
      next += perBucket[b];
    }
    List<String> roles = map.entity().roles();
    Column[] naturalOrder =
        IntStream.range(0, roles.size()).mapToObj(p -> col("p" + p)).toArray(Column[]::new);
    Column rank = row_number().over(Window.partitionBy(col(BUCKET)).orderBy(naturalOrder));
    List<Column> columns = new ArrayList<>();
    columns.add(
        element_at(lit(offsets), col(BUCKET).plus(1))
            .plus(rank)
            .cast(DataTypes.LongType)
            .as(map.entity().keyColumn()));
    for (int p = 0; p < roles.size(); p++) {
      columns.add(col("p" + p).as(roles.get(p)));
    }
    map.append(missing.select(columns.toArray(Column[]::new)), highest + total);
    return total;
  }
}
