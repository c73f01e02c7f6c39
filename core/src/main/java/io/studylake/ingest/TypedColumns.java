package io.studylake.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.endswith;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ColumnType;
import io.studylake.contents.DatasetSchema;
import io.studylake.problem.ProblemCode;
import io.studylake.sas.CellNotes;
import io.studylake.sas.CellReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Types the text of Spark's CSV reader, in the write's own pass. */
final class TypedColumns {
  private TypedColumns() {}

  /** The schema's columns in its order, then the line, which is not known. */
  static Dataset<Row> rows(
      Dataset<Row> text,
      DatasetSchema schema,
      List<NumericColumn> numeric,
      TextDecoding decoding,
      CellDefects defects) {
    Map<String, NumericColumn> byName = new HashMap<>();
    numeric.forEach(column -> byName.put(column.schema().name(), column));
    List<Column> columns = new ArrayList<>();
    for (ColumnSchema column : schema.columns()) {
      Column cell = decoding.decode(col("`" + column.name() + "`"));
      NumericColumn number = byName.get(column.name());
      Column typed =
          number == null ? characters(cell) : number(cell, number, defects.of(number.position()));
      columns.add(typed.as(column.name()));
    }
    columns.add(line(defects.of(-1)).as(ReadDataset.LINE));
    return text.select(columns.toArray(Column[]::new));
  }

  /** Trailing blanks go; what is blank is null. Most cells are neither, and stay as they are. */
  private static Column characters(Column cell) {
    return when(endswith(cell, lit(" ")), nullif(rtrim(cell), lit(""))).otherwise(cell);
  }

  private static Column number(Column cell, NumericColumn column, CellNotes notes) {
    CellReader<?> reader = column.reader();
    UDF1<String, Object> read = text -> reader.read(text, notes);
    ColumnType type = column.schema().type();
    // A day is a number until Spark's own function makes it a date: no object per cell.
    DataType returned = type == ColumnType.DATE ? DataTypes.IntegerType : type.sparkType();
    Column value = udf(read, returned).withName("read_" + column.schema().name()).apply(cell);
    return type == ColumnType.DATE ? date_from_unix_date(value) : value;
  }

  /** The line, which this reader does not know: null, but a record with a wrong count is noted. */
  private static Column line(CellNotes notes) {
    UDF1<String, Long> check =
        broken -> {
          if (broken != null) {
            notes.defect(ProblemCode.WRONG_VALUE_COUNT);
          }
          return null;
        };
    return udf(check, DataTypes.LongType)
        .withName("check_record")
        .apply(col("`" + SparkCsvOptions.BROKEN_RECORD + "`"));
  }
}
