package io.studylake.contents;

import io.studylake.delivery.Fingerprint;
import io.studylake.sas.UserFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One dataset as the contents describe it.
 *
 * @param name lower case: the name of its tables
 * @param label empty when it has none
 * @param observations NOBS, where given; SAS gives none or a negative one for views
 * @param columns in the order of VARNUM; where the contents give none, in their own order
 */
public record DatasetSchema(
    String name, String label, OptionalLong observations, List<ColumnSchema> columns) {
  private static final String FINGERPRINT_VERSION = "1";

  /** Copies what is mutable. */
  public DatasetSchema {
    columns = List.copyOf(columns);
  }

  /** The column of a name in lower case. */
  public Optional<ColumnSchema> column(String lowerCaseName) {
    return columns.stream().filter(column -> column.name().equals(lowerCaseName)).findFirst();
  }

  /** The same with other columns. */
  DatasetSchema withColumns(List<ColumnSchema> others) {
    return new DatasetSchema(name, label, observations, others);
  }

  /**
   * A hash of all that decides what is read and how the table looks: names, order, labels, types
   * and formats. NOBS, LENGTH and the contents' other columns do not.
   *
   * @return 64 hexadecimal digits, equal for equal schemas in every run and version
   */
  public String fingerprint() {
    return fingerprint(UserFormats.NONE);
  }

  /**
   * The same with the labels that the formats file gives for the columns' formats; where it gives
   * none, it changes nothing.
   */
  public String fingerprint(UserFormats formats) {
    List<String> parts = new ArrayList<>(List.of(FINGERPRINT_VERSION, name, label));
    for (ColumnSchema column : columns) {
      parts.add(column.sasName());
      parts.add(column.sasType().name());
      parts.add(column.label());
      parts.add(column.format().name());
      parts.add(column.format().width() + "." + column.format().decimals());
      parts.add(column.type().name());
      if (!column.described()) {
        parts.add("not described");
      }
      String labels = formats.describe(column.format());
      if (column.type() == ColumnType.USER_FORMAT && !labels.isEmpty()) {
        parts.add(labels);
      }
    }
    return Fingerprint.of(parts.toArray(String[]::new));
  }
}
