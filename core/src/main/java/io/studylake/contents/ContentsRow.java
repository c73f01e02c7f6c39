package io.studylake.contents;

import io.studylake.contents.ContentsColumns.Field;
import io.studylake.sas.SasFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One row of the contents.
 *
 * @param line its line in the contents file
 * @param library LIBNAME; empty where not given
 * @param dataset lower case, without {@code .csv}
 * @param datasetLabel MEMLABEL
 * @param observations NOBS
 * @param column the column it describes
 */
record ContentsRow(
    long line,
    String library,
    String dataset,
    String datasetLabel,
    OptionalLong observations,
    ColumnSchema column) {

  /** The row, or empty when its TYPE is not known. */
  static Optional<ContentsRow> of(ContentsColumns columns, long line, List<String> cells) {
    String sasName = columns.text(cells, Field.COLUMN);
    return declaredType(columns.text(cells, Field.TYPE))
        .map(
            declared -> {
              SasFormat given =
                  SasFormat.of(
                      columns.text(cells, Field.FORMAT),
                      columns.positive(cells, Field.FORMAT_WIDTH).orElse(0),
                      columns.positive(cells, Field.FORMAT_DECIMALS).orElse(0));
              SasFormat format = given.name().isEmpty() ? declared.implied(given) : given;
              ColumnType type =
                  declared.sasType == SasType.CHAR
                      ? ColumnType.STRING
                      : ColumnType.ofNumeric(format);
              return new ContentsRow(
                  line,
                  columns.library(cells),
                  datasetName(columns.dataset(cells)),
                  columns.text(cells, Field.DATASET_LABEL),
                  columns.number(cells, Field.OBSERVATIONS),
                  new ColumnSchema(
                      sasName.toLowerCase(Locale.ROOT),
                      sasName,
                      declared.sasType,
                      columns.positive(cells, Field.LENGTH),
                      columns.positive(cells, Field.VARNUM),
                      columns.text(cells, Field.LABEL),
                      format,
                      type,
                      true));
            });
  }

  /** The dataset of a file or of a MEMNAME: lower case, without {@code .csv}. */
  static String datasetName(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return lower.endsWith(".csv") ? lower.substring(0, lower.length() - 4) : lower;
  }

  /** The types that contents give: SAS's two, and dates by name in the three-column form. */
  private enum Declared {
    NUM(SasType.NUM, "", "1", "num", "numeric", "double", "float", "integer", "int"),
    CHAR(SasType.CHAR, "", "2", "char", "character", "string", "text"),
    DATE(SasType.NUM, "E8601DA", "date"),
    DATETIME(SasType.NUM, "E8601DT", "datetime", "timestamp"),
    TIME(SasType.NUM, "E8601TM", "time");

    private final SasType sasType;
    private final String format;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    private final List<String> words;

    Declared(SasType sasType, String format, String... words) {
      this.sasType = sasType;
      this.format = format;
      this.words = List.of(words);
    }

    /** The format that the type says where none is given. */
    private SasFormat implied(SasFormat given) {
      return format.isEmpty() ? given : new SasFormat(format, 0, 0);
    }
  }

  private static Optional<Declared> declaredType(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Declared declared : Declared.values()) {
      if (declared.words.contains(lower)) {
        return Optional.of(declared);
      }
    }
    return Optional.empty();
  }
}
