package io.studylake.source;

import io.studylake.sas.CellReader;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.types.DataType;

/**
 * A column of a file.
 *
 * @param name its name in the table, lower case
 * @param position its position in the file, from 0
 * @param type as what Spark reads it
 * @param reader reads its cells; empty: they are text, whose trailing blanks go
 * @param plainNumber whether what the reader does with digits, sign and point alone is to read them
 *     as a number, so that most cells need no text
 * @param length LENGTH of a column of text in bytes, 0 where it is not checked
 */
public record CsvColumn(
    String name, int position, DataType type, CellReader<?> reader, boolean plainNumber, int length)
    implements Serializable {

  /** A column of text. */
  public static CsvColumn text(String name, int position, OptionalInt length) {
    return new CsvColumn(
        name,
        position,
        org.apache.spark.sql.types.DataTypes.StringType,
        null,
        false,
        length.orElse(0));
  }

  /** A column whose cells are read one by one. */
  public static CsvColumn read(
      String name, int position, DataType type, CellReader<?> reader, boolean plainNumber) {
    return new CsvColumn(name, position, type, reader, plainNumber, 0);
  }

  Optional<CellReader<?>> cellReader() {
    return Optional.ofNullable(reader);
  }
}
