package io.studylake.keys;

import static org.apache.spark.sql.functions.lit;

import io.studylake.config.KeysConfig.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Raw rows with one normalised text column per role beside them. */
public final class NaturalKeyColumns {
  private NaturalKeyColumns() {}

  /** The rows with a column {@link #name} for every role; null where the dataset has none. */
  public static Dataset<Row> with(Dataset<Row> raw, KeyRules rules, List<String> columns) {
    Map<String, Column> all = new TreeMap<>();
    for (Entity entity : rules.entities()) {
      entity.roles().forEach(role -> all.put(role, of(raw, rules.roles(), columns, role)));
    }
    List<Column> selected = new ArrayList<>();
    selected.add(raw.col("*"));
    all.forEach((role, text) -> selected.add(text.as(name(role))));
    return raw.select(selected.toArray(Column[]::new));
  }

  /** The column that holds a role's normalised text. */
  public static String name(String role) {
    return "_natural_" + role;
  }

  static Column of(Dataset<Row> raw, RoleColumns roles, List<String> columns, String role) {
    return roles
        .in(columns, role)
        .map(column -> Normalisation.text(column, raw.schema().apply(column).dataType()))
        .orElse(lit(null).cast(DataTypes.StringType));
  }
}
