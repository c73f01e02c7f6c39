package io.studylake.contents;

import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Compares a file's header with the columns of its contents, regardless of case. */
final class HeaderCheck {
  /**
   * A header that fits.
   *
   * @param schema the columns in the order of the table
   * @param header their names in the file's order, in lower case
   */
  record Matched(DatasetSchema schema, List<String> header) {}

  private final DatasetSchema schema;
  private final String fileName;
  private final Problems problems;
  private boolean fits = true;

  HeaderCheck(DatasetSchema schema, String fileName, Problems problems) {
    this.schema = schema;
    this.fileName = fileName;
    this.problems = problems;
  }

  /** The header if it holds the contents' columns, each once. */
  Optional<Matched> match(List<String> written) {
    Map<String, String> names = distinct(written);
    for (ColumnSchema column : schema.columns()) {
      if (!names.containsKey(column.name())) {
        error(
            ProblemCode.COLUMN_MISSING,
            column.sasName(),
            "%s has no column %s, which the contents describe. Export both from one data set.");
      }
    }
    for (Map.Entry<String, String> name : names.entrySet()) {
      if (schema.column(name.getKey()).isEmpty()) {
        error(
            ProblemCode.COLUMN_NOT_IN_CONTENTS,
            name.getValue(),
            "%s has a column %s, which the contents do not describe. Export both from one data set.");
      }
    }
    if (!fits) {
      return Optional.empty();
    }
    List<String> header = List.copyOf(names.keySet());
    return Optional.of(new Matched(ordered(header), header));
  }

  private Map<String, String> distinct(List<String> written) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String text : written) {
      String name = text.strip();
      if (!name.equals(text)) {
        note(
            ProblemCode.BLANKS_IN_HEADER,
            name,
            "The header of %s has blanks around the name %s; it is read without them.");
      }
      String earlier = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
      if (earlier != null) {
        error(
            ProblemCode.COLUMN_TWICE_IN_HEADER,
            name,
            "%s has the column %s twice (names that differ in case alone are one). Rename one in SAS.");
      }
    }
    return names;
  }

  private DatasetSchema ordered(List<String> header) {
    List<ColumnSchema> inFile = new ArrayList<>();
    header.forEach(name -> schema.column(name).ifPresent(inFile::add));
    if (!schema.columns().stream().map(ColumnSchema::varnum).allMatch(OptionalInt::isPresent)) {
      return schema.withColumns(inFile);
    }
    if (!inFile.equals(schema.columns())) {
      problems.add(
          Problem.of(
              ProblemCode.COLUMN_ORDER_DIFFERS,
              fileName,
              "The columns of %s stand in another order than VARNUM gives; the table follows VARNUM."
                  .formatted(fileName)));
    }
    return schema;
  }

  private void error(ProblemCode code, String column, String message) {
    fits = false;
    note(code, column, message);
  }

  private void note(ProblemCode code, String column, String message) {
    problems.add(
        Problem.of(code, fileName, message.formatted(fileName, column)).atLine(1).inColumn(column));
  }
}
