package io.studylake.keys;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Makes one text of each value of a natural key. Char: both ends trimmed, inner blanks collapsed,
 * case and leading zeros kept. Numeric: {@link CanonicalNumber}. A blank text is null.
 */
final class Normalisation {
  /** Part of every fingerprint that depends on these rules: raise it with every change. */
  static final String RULES = "1";

  private Normalisation() {}

  /** The normalised text of a column. */
  static Column text(String column, DataType type) {
    Column value = col("`" + column + "`");
    if (type.equals(DataTypes.DoubleType)) {
      return udf(new CanonicalNumber(), DataTypes.StringType).apply(value);
    }
    Column trimmed = trim(value.cast(DataTypes.StringType));
    Column collapsed =
        when(instr(trimmed, "  ").gt(0), regexp_replace(trimmed, lit(" {2,}"), lit(" ")))
            .otherwise(trimmed);
    return nullif(collapsed, lit(""));
  }
}
