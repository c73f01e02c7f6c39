package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.source.Findings.Defect;
import java.util.regex.Pattern;

/** What a problem of a cell says: what is wrong and what to do, without the value. */
final class CellMessages {
  private static final Pattern DECIMAL_COMMA = Pattern.compile("\\s*[+-]?\\d+,\\d+\\s*");

  private CellMessages() {}

  static String of(Defect defect, String fileName, ColumnSchema column) {
    return "Cannot read %s: line %d, column %s %s."
        .formatted(fileName, defect.line(), column.sasName(), what(defect, column));
  }

  private static String what(Defect defect, ColumnSchema column) {
    return switch (defect.code()) {
      case KEY_PRECISION_LOST ->
          "holds an id or key with an exponent, so digits are lost. Export it with a wider format, 20. for example";
      case FORMAT_OVERFLOW ->
          "holds asterisks: its format is too narrow for the number. Export it unformatted or wider";
      case MIXED_DATE_FORM ->
          "is written in the other form than the rest of the file (formatted text or raw SAS number). Export all columns in one way";
      case PRECISION_LOST ->
          "is a whole number of more digits than SAS's numbers hold. Ask for the column as characters";
      case DATE_OUT_OF_RANGE -> "is outside of the years 1582 to 9999. Correct it in SAS";
      case NOT_A_NUMBER ->
          DECIMAL_COMMA.matcher(defect.value()).matches()
              ? "has a decimal comma, but no format that prints one. Export it with a point, or with COMMAX or NUMX"
              : "is not a number, but the contents say numeric. Correct it or its TYPE";
      default ->
          "is not what the format %s prints. Correct it or its format".formatted(column.format());
    };
  }
}
