package io.studylake.jobs;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;

/** How {@code sql} prints a result. */
enum ResultFormat {
  /** Aligned columns, for people. A null is {@code null}. */
  table {
    @Override
    void print(Dataset<Row> result, PrintWriter out) {
      List<Boolean> right = new ArrayList<>();
      for (StructField field : result.schema().fields()) {
        right.add(field.dataType() instanceof NumericType);
      }
      TextTable text = new TextTable(List.of(result.columns()), right);
      texts(result)
          .collectAsList()
          .forEach(
              row -> text.add(cells(row, "null").stream().map(ResultFormat::oneLine).toList()));
      text.print(out);
    }
  },
  /** RFC 4180 with a header; a null is an empty field, an empty text is quoted. */
  csv {
    @Override
    void print(Dataset<Row> result, PrintWriter out) {
      CsvWriter csv = CsvWriter.builder().build(out);
      csv.writeRecord(result.columns());
      Iterator<Row> rows = texts(result).toLocalIterator();
      while (rows.hasNext()) {
        Row row = rows.next();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
          cells.add(row.isNullAt(i) ? null : row.getString(i));
        }
        csv.writeRecord(cells);
      }
      try {
        csv.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write the result", e);
      }
    }
  },
  /** One JSON object per line; a null is {@code null}. */
  json {
    @Override
    void print(Dataset<Row> result, PrintWriter out) {
      Iterator<String> lines = result.toJSON().toLocalIterator();
      while (lines.hasNext()) {
        out.println(lines.next());
      }
      out.flush();
    }
  };

  abstract void print(Dataset<Row> result, PrintWriter out);

  private static Dataset<Row> texts(Dataset<Row> result) {
    List<Column> columns = new ArrayList<>();
    Dataset<Row> renamed = result.toDF(positions(result));
    for (String column : renamed.columns()) {
      columns.add(renamed.col(column).cast(DataTypes.StringType));
    }
    return renamed.select(columns.toArray(Column[]::new));
  }

  /** Positions as names: a result may have two columns of one name, or names with points. */
  private static String[] positions(Dataset<Row> result) {
    String[] names = new String[result.columns().length];
    for (int i = 0; i < names.length; i++) {
      names[i] = "c" + i;
    }
    return names;
  }

  private static List<String> cells(Row row, String missing) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(row.isNullAt(i) ? missing : row.getString(i));
    }
    return cells;
  }

  private static String oneLine(String cell) {
    return cell.replaceAll("\\p{Cntrl}", " ");
  }
}
