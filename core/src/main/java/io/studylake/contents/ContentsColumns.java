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

  ContentsColumns(String fileName, List<String> header) {
    List<String> names =
        header.stream().map(name -> name.toUpperCase(Locale.ROOT).replace(" ", "")).toList();
    for (Field field : Field.values()) {
      field.headers.stream()
          .filter(names::contains)
          .findFirst()
          .ifPresent(name -> positions.put(field, names.indexOf(name)));
    }
    List<String> missing =
        REQUIRED.stream()
            .filter(field -> !positions.containsKey(field))
            .map(field -> String.join(" or ", field.headers))
            .toList();
    if (!missing.isEmpty()) {
      throw new ContentsException(
          fileName,
          "line 1 has no column %s. Deliver what PROC CONTENTS OUT= writes, or a file with the columns dataset, column, type."
              .formatted(String.join(", none ", missing)));
    }
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
