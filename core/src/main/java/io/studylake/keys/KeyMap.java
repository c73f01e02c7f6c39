package io.studylake.keys;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.WorkBranch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The key map {@code keys.<entity>} on a branch: {@code <entity>_key} (bigint, from 1), one text
 * column per role of the natural key, and the delivery that brought the member. It only ever grows.
 */
public final class KeyMap {
  /** Namespace of the key maps. */
  public static final String NAMESPACE = "keys";

  /** Highest key ever given, in the summary of each snapshot of a key map. */
  public static final String HIGHEST_KEY = "studylake.highest-key";

  private static final String BUCKETS = "studylake.key-buckets";
  private static final String NATURAL_KEY = "studylake.natural-key";

  /** The column that names the delivery which brought the member. */
  public static final String FIRST_DELIVERY = "first_delivery";

  private final Entity entity;
  private final WorkBranch branch;
  private final int buckets;

  private KeyMap(Entity entity, WorkBranch branch, int buckets) {
    this.entity = entity;
    this.branch = branch;
    this.buckets = buckets;
  }

  /**
   * The key map of an entity, made empty when there is none yet.
   *
   * @throws NaturalKeyChangedException when the map was built from other columns
   */
  static KeyMap open(Entity entity, RoleColumns roles, WorkBranch branch, int newBuckets) {
    String naturalKey = roles.naturalKey(entity);
    Optional<Table> existing = branch.table(NAMESPACE, entity.name());
    if (existing.isEmpty()) {
      branch.shape(
          NAMESPACE,
          entity.name(),
          schema(entity),
          "Natural key to surrogate key: " + entity.name(),
          Map.of(BUCKETS, Integer.toString(newBuckets), NATURAL_KEY, naturalKey));
      return new KeyMap(entity, branch, newBuckets);
    }
    Map<String, String> properties = existing.get().properties();
    String before = properties.getOrDefault(NATURAL_KEY, naturalKey);
    if (!before.equals(naturalKey)) {
      throw new NaturalKeyChangedException(entity.name(), before, naturalKey);
    }
    return new KeyMap(entity, branch, Integer.parseInt(properties.get(BUCKETS)));
  }

  /** The entity. */
  public Entity entity() {
    return entity;
  }

  /** Buckets that new keys are numbered in. */
  int buckets() {
    return buckets;
  }

  /** The highest key ever given; 0 before the first. */
  public long highestKey() {
    return branch
        .table(NAMESPACE, entity.name())
        .flatMap(table -> SnapshotFacts.figure(table, HIGHEST_KEY))
        .orElse(0L);
  }

  /** The rows: the key column and the role columns. */
  public Dataset<Row> rows() {
    return branch.read(NAMESPACE, entity.name()).drop(FIRST_DELIVERY);
  }

  /** Every natural key with its surrogate key, read without Spark; a mutable copy. */
  Map<NaturalKey, Long> readAll() {
    Map<NaturalKey, Long> keys = new HashMap<>();
    forEach(keys::put);
    return keys;
  }

  /** Hands over every row, read without Spark. */
  void forEach(BiConsumer<NaturalKey, Long> member) {
    Table table = branch.table(NAMESPACE, entity.name()).orElseThrow();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      for (Record record : records) {
        String[] parts =
            entity.roles().stream()
                .map(role -> (String) record.getField(role))
                .toArray(String[]::new);
        member.accept(NaturalKey.of(parts), (Long) record.getField(entity.keyColumn()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + table.name(), e);
    }
  }

  /** Appends members; gives back how many. */
  long append(Map<NaturalKey, Long> members) {
    StructType schema = new StructType().add(entity.keyColumn(), DataTypes.LongType, false);
    for (String role : entity.roles()) {
      schema = schema.add(role, DataTypes.StringType);
    }
    List<Row> rows = new ArrayList<>(members.size());
    long highest = 0;
    for (Map.Entry<NaturalKey, Long> member : members.entrySet()) {
      List<Object> values = new ArrayList<>();
      values.add(member.getValue());
      values.addAll(member.getKey().texts());
      rows.add(RowFactory.create(values.toArray()));
      highest = Math.max(highest, member.getValue());
    }
    append(branch.spark().createDataFrame(rows, schema), highest);
    return members.size();
  }

  /** Appends members; {@code highest} is the highest key among them. */
  void append(Dataset<Row> members, long highest) {
    Dataset<Row> rows =
        members.withColumn(FIRST_DELIVERY, org.apache.spark.sql.functions.lit(branch.delivery()));
    List<Column> order = new ArrayList<>();
    for (NestedField field : schema(entity).columns()) {
      order.add(rows.col(field.name()));
    }
    branch.append(
        NAMESPACE,
        entity.name(),
        rows.select(order.toArray(Column[]::new)),
        Map.of(HIGHEST_KEY, Long.toString(highest)));
  }

  private static Schema schema(Entity entity) {
    List<NestedField> fields = new ArrayList<>();
    fields.add(
        NestedField.required(
            1, entity.keyColumn(), Types.LongType.get(), "Surrogate key, from 1, never changed"));
    int id = 2;
    for (String role : entity.roles()) {
      fields.add(
          NestedField.optional(
              id, role, Types.StringType.get(), "Natural key, normalised: " + role));
      id++;
    }
    fields.add(
        NestedField.optional(
            id, FIRST_DELIVERY, Types.StringType.get(), "Delivery that brought the member"));
    return new Schema(fields);
  }
}
