package io.studylake.keys;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.lake.WorkBranch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The normalised role values of some raw tables, found in one scan of their key columns for all
 * entities. Columns: one text per role, and {@code in_subject_dataset}.
 */
final class NaturalKeys implements AutoCloseable {
  private static final String IN_SUBJECT_DATASET = "in_subject_dataset";

  private final Dataset<Row> values;

  private NaturalKeys(Dataset<Row> values) {
    this.values = values;
  }

  /** Will scan the key columns of raw tables; empty when none of them has any. */
  static Optional<NaturalKeys> scan(
      WorkBranch branch, List<KeyedDataset> datasets, RoleColumns roles, List<Entity> entities) {
    TreeSet<String> wanted = new TreeSet<>();
    entities.forEach(entity -> wanted.addAll(entity.roles()));
    return datasets.stream()
        .filter(d -> wanted.stream().anyMatch(role -> roles.in(d.columns(), role).isPresent()))
        .map(d -> project(branch, d, roles, wanted))
        .reduce(Dataset::union)
        .map(NaturalKeys::new);
  }

  /** The same with each combination once, kept for several uses. */
  NaturalKeys distinct() {
    return new NaturalKeys(values.distinct().persist(StorageLevel.MEMORY_AND_DISK()));
  }

  /** How many combinations there are. */
  long count() {
    return values.count();
  }

  /** All combinations, each once, on the driver. */
  List<RoleValues> collect() {
    Set<RoleValues> all = new LinkedHashSet<>();
    String[] columns = values.columns();
    for (Row row : values.collectAsList()) {
      Map<String, String> byRole = new HashMap<>();
      boolean subject = false;
      for (int i = 0; i < columns.length; i++) {
        if (columns[i].equals(IN_SUBJECT_DATASET)) {
          subject = row.getBoolean(i);
        } else if (!row.isNullAt(i)) {
          byRole.put(columns[i], row.getString(i));
        }
      }
      all.add(new RoleValues(byRole, subject));
    }
    return List.copyOf(all);
  }

  private static Dataset<Row> project(
      WorkBranch branch, KeyedDataset dataset, RoleColumns roles, Set<String> wanted) {
    Dataset<Row> rows = branch.read("raw", dataset.dataset());
    List<Column> columns = new ArrayList<>();
    columns.add(lit(roles.subjectDatasets().contains(dataset.dataset())).as(IN_SUBJECT_DATASET));
    for (String role : wanted) {
      columns.add(NaturalKeyColumns.of(rows, roles, dataset.columns(), role).as(role));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /** The distinct natural keys of an entity: one text column per role, required ones never null. */
  Dataset<Row> of(Entity entity) {
    return select(values, entity).distinct();
  }

  /** The distinct pairs of two entities' natural keys in the subject datasets. */
  Dataset<Row> subjectPairs(Entity one, Entity other) {
    Dataset<Row> subjects = values.where(col(IN_SUBJECT_DATASET));
    List<Column> columns = new ArrayList<>();
    TreeSet<String> roles = new TreeSet<>(one.roles());
    roles.addAll(other.roles());
    roles.forEach(role -> columns.add(col(role)));
    List<String> required = new ArrayList<>(one.required());
    required.addAll(other.required());
    return subjects.where(notNull(required)).select(columns.toArray(Column[]::new)).distinct();
  }

  private static Dataset<Row> select(Dataset<Row> rows, Entity entity) {
    return rows.where(notNull(entity.required()))
        .select(entity.roles().stream().map(r -> col(r)).toArray(Column[]::new));
  }

  private static Column notNull(List<String> roles) {
    return roles.stream().map(r -> col(r).isNotNull()).reduce(Column::and).orElse(lit(true));
  }

  @Override
  public void close() {
    values.unpersist(false);
  }
}
