package io.studylake.contents;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Where the columns of a contents file stand, by header name in any case and order. */
final class ContentsColumns {
  /** What a column of the contents gives, and the headers it goes by in SAS's several outputs. */
  enum Field {
    LIBRARY("LIBNAME", "LIBRARYNAME"),
    DATASET("MEMNAME", "DATASETNAME", "DATASET"),
    /** Library and dataset in one, as ODS OUTPUT Variables= gives them: {@code SDTM.AE}. */
    MEMBER("MEMBER"),
    DATASET_LABEL("MEMLABEL", "DATASETLABEL"),
    COLUMN("NAME", "VARIABLE", "COLUMN"),
    TYPE("TYPE"),
    LENGTH("LENGTH", "LEN"),
    VARNUM("VARNUM", "NUM", "#"),
    LABEL("LABEL"),
    FORMAT("FORMAT"),
    FORMAT_WIDTH("FORMATL"),
    FORMAT_DECIMALS("FORMATD"),
    OBSERVATIONS("NOBS");

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    private final List<String> headers;

    Field(String... headers) {
      this.headers = List.of(headers);
    }
  }

  private static final List<Field> REQUIRED = List.of(Field.DATASET, Field.COLUMN, Field.TYPE);

  private final Map<Field, Integer> positions = new EnumMap<>(Field.class);
  private final List<String> header;

  /** The columns of a header; {@link #missing} tells whether it is one. */
  ContentsColumns(List<String> header) {
    this.header = List.copyOf(header);
    List<String> names =
        header.stream()
            .map(name -> name.strip().toUpperCase(Locale.ROOT).replace(" ", ""))
            .toList();
    for (Field field : Field.values()) {
      field.headers.stream()
          .filter(names::contains)
          .findFirst()
          .ifPresent(name -> positions.put(field, names.indexOf(name)));
    }
  }

  /** The names of the required columns that are not there, in words; empty when all are. */
  List<String> missing() {
    return REQUIRED.stream()
        .filter(field -> !positions.containsKey(field))
        .filter(field -> field != Field.DATASET || !positions.containsKey(Field.MEMBER))
        .map(field -> String.join(" or ", field.headers))
        .toList();
  }

  /** Whether a row is the header again, as a listing repeats it on each page. */
  boolean isHeader(List<String> row) {
    return row.equals(header);
  }

  /** The dataset of a row, as it is written; empty where there is none. */
  String dataset(List<String> row) {
    String member = text(row, Field.MEMBER);
    return positions.containsKey(Field.DATASET)
        ? text(row, Field.DATASET)
        : member.substring(member.indexOf('.') + 1);
  }

  /** The library of a row; empty where there is none. */
  String library(List<String> row) {
    String member = text(row, Field.MEMBER);
    return positions.containsKey(Field.LIBRARY)
        ? text(row, Field.LIBRARY)
        : member.substring(0, Math.max(0, member.indexOf('.')));
  }

  /** The text of a field without blanks around it; empty where there is none. */
  String text(List<String> row, Field field) {
    return Optional.ofNullable(positions.get(field)).map(row::get).orElse("").strip();
  }

  /** The whole number of a field; empty where there is none. */
  OptionalLong number(List<String> row, Field field) {
    try {
      return OptionalLong.of(Long.parseLong(text(row, field)));
    } catch (NumberFormatException e) {
      // SAS writes a missing number as nothing or as a point.
      return OptionalLong.empty();
    }
  }

  /** The positive whole number of a field; empty where there is none. */
  OptionalInt positive(List<String> row, Field field) {
    OptionalLong number = number(row, field);
    return number.isPresent() && number.getAsLong() > 0 && number.getAsLong() <= Integer.MAX_VALUE
        ? OptionalInt.of((int) number.getAsLong())
        : OptionalInt.empty();
  }
}
