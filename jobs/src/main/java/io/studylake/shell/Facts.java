package io.studylake.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A few rows that an interactive session shows: aligned columns where it prints them, and a
 * DataFrame for whoever goes on with them.
 */
public final class Facts {
  private final SparkSession session;
  private final StructType schema;
  private final List<Row> rows = new ArrayList<>();

  private Facts(SparkSession session, StructType schema) {
    this.session = session;
    this.schema = schema;
  }

  /** No rows yet; columns that end in {@code #} hold whole numbers, the others text. */
  static Facts of(SparkSession session, String... columns) {
    StructType schema = new StructType();
    for (String column : columns) {
      DataType type = column.endsWith("#") ? DataTypes.LongType : DataTypes.StringType;
      schema = schema.add(column.replace("#", ""), type);
    }
    return new Facts(session, schema);
  }

  /** Adds a row: text or {@code Long} by column, null where there is nothing to tell. */
  Facts add(Object... values) {
    rows.add(RowFactory.create(values));
    return this;
  }

  /** The same as a DataFrame. */
  public Dataset<Row> toDF() {
    return session.createDataFrame(rows, schema);
  }

  /** The names of the columns. */
  public String[] columns() {
    return schema.fieldNames();
  }

  /** How many rows there are. */
  public int size() {
    return rows.size();
  }

  /** Aligned columns under a header, one row a line, numbers to the right. */
  @Override
  public String toString() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of(columns()));
    rows.forEach(row -> lines.add(cells(row)));
    int[] widths = new int[schema.size()];
    for (List<String> line : lines) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder padded = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String pad = " ".repeat(widths[c] - line.get(c).length());
        boolean right = schema.apply(c).dataType().equals(DataTypes.LongType);
        padded.append(right ? pad + line.get(c) : line.get(c) + pad).append("  ");
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (int c = 0; c < row.size(); c++) {
      Object value = row.get(c);
      if (value == null) {
        cells.add("");
      } else {
        cells.add(value instanceof Long number ? "%,d".formatted(number) : value.toString());
      }
    }
    return cells;
  }
}
