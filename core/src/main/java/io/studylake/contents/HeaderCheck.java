package io.studylake.contents;

import io.studylake.contents.HeaderMatch.By;
import io.studylake.contents.HeaderMatch.Place;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.sas.SasFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Compares a file's header with the columns of its contents. Where the study reads around a defect,
 * a column that is missing is no part of the table, and one that the contents do not describe is
 * text.
 */
final class HeaderCheck {
  /**
   * A header that fits, perhaps around its defects.
   *
   * @param schema the columns in the order of the table
   * @param header their names in the file's order, in lower case
   */
  record Matched(DatasetSchema schema, List<String> header) {}

  private final DatasetSchema schema;
  private final String fileName;
  private final Problems problems;
  private final Tolerance tolerance;
  private final NameCheck names;
  private boolean fits = true;

  HeaderCheck(DatasetSchema schema, String fileName, Set<String> reservedNames, Problems problems) {
    this.schema = schema;
    this.fileName = fileName;
    this.problems = problems;
    this.tolerance = new Tolerance(problems);
    this.names = new NameCheck(fileName, reservedNames);
  }

  /** The header if it holds the contents' columns, each once, or can be read as if it did. */
  Optional<Matched> match(List<String> written) {
    List<Place> places = HeaderMatch.of(schema, written);
    reportBlanks(written, places);
    new HeaderNotes(fileName, problems).report(places);
    boolean anyFound = places.stream().anyMatch(Place::isFound);
    reportMissing(places, anyFound);
    List<ColumnSchema> columns = columns(places);
    boolean nothingInCommon = !anyFound && !schema.columns().isEmpty();
    return fits && !nothingInCommon
        ? Optional.of(
            new Matched(ordered(columns), columns.stream().map(ColumnSchema::name).toList()))
        : Optional.empty();
  }

  private void reportBlanks(List<String> written, List<Place> places) {
    for (int i = 0; i < places.size(); i++) {
      if (!places.get(i).name().equals(written.get(i))) {
        report(
            ProblemCode.BLANKS_IN_HEADER,
            places.get(i).name(),
            "The header of %s has blanks around the name %s; it is read without them."
                .formatted(fileName, places.get(i).name()));
      }
    }
  }

  private void reportMissing(List<Place> places, boolean anyFound) {
    Set<ColumnSchema> found = new HashSet<>();
    places.stream()
        .filter(Place::isFound)
        .forEach(place -> found.add(place.column().orElseThrow()));
    for (ColumnSchema column : schema.columns()) {
      if (!found.contains(column)) {
        defect(
            ProblemCode.COLUMN_MISSING,
            column.sasName(),
            "%s has no column %s, which the contents describe. Ask the sponsor to export both from one data set."
                .formatted(fileName, column.sasName()),
            anyFound
                ? "The table is made without it."
                : "As no other column was found either, the dataset is left out.");
      }
    }
  }

  /** The columns in the file's order, those that the contents do not describe as text. */
  private List<ColumnSchema> columns(List<Place> places) {
    Set<String> taken = new HashSet<>();
    schema.columns().forEach(column -> taken.add(column.name()));
    List<ColumnSchema> columns = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      columns.add(
          place.isFound() ? place.column().orElseThrow() : undescribed(place, i + 1, taken));
    }
    return columns;
  }

  private ColumnSchema undescribed(Place place, int position, Set<String> taken) {
    String wanted = place.name().isEmpty() ? "column_" + position : place.name();
    String unique = wanted;
    for (int i = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); i++) {
      unique = wanted + "_" + i;
    }
    String name = unique.toLowerCase(Locale.ROOT);
    if (place.by() == By.AGAIN) {
      defect(
          ProblemCode.COLUMN_TWICE_IN_HEADER,
          place.name(),
          "%s has the column %s twice (names that differ in case alone are one). Ask the sponsor to rename one in SAS."
              .formatted(fileName, place.name()),
          "This one is read as text, as column %s.".formatted(name));
    } else if (!schema.columns().isEmpty()) {
      defect(
          ProblemCode.COLUMN_NOT_IN_CONTENTS,
          wanted,
          unknown(place, position),
          "It is read as text%s."
              .formatted(name.equalsIgnoreCase(place.name()) ? "" : ", as column " + name));
    }
    boolean kept =
        place.by() == By.AGAIN
            ? tolerance.of(ProblemCode.COLUMN_TWICE_IN_HEADER)
            : schema.columns().isEmpty() || tolerance.of(ProblemCode.COLUMN_NOT_IN_CONTENTS);
    if (kept) {
      names.column(unique, schema.name()).ifPresent(this::nameProblem);
    }
    return new ColumnSchema(
        name,
        unique,
        SasType.CHAR,
        OptionalInt.empty(),
        OptionalInt.empty(),
        "",
        SasFormat.NONE,
        ColumnType.STRING,
        false);
  }

  private String unknown(Place place, int position) {
    if (place.name().isEmpty()) {
      return "Column %d of %s has no name in the header. Ask the sponsor to export file and contents from one data set."
          .formatted(position, fileName);
    }
    return place.by() == By.AMBIGUOUS_LABEL
        ? "%s has a column %s, which is the label of several columns of the contents. Ask the sponsor to export it with names as header."
            .formatted(fileName, place.name())
        : "%s has a column %s, which the contents do not describe. Ask the sponsor to export both from one data set."
            .formatted(fileName, place.name());
  }

  private void nameProblem(Problem problem) {
    fits &= problem.code() == ProblemCode.ODD_NAME;
    problems.add(problem.atLine(1));
  }

  private DatasetSchema ordered(List<ColumnSchema> inFile) {
    if (!schema.columns().stream().map(ColumnSchema::varnum).allMatch(OptionalInt::isPresent)) {
      return schema.withColumns(inFile);
    }
    Set<ColumnSchema> rest = new LinkedHashSet<>(inFile);
    List<ColumnSchema> columns = new ArrayList<>(schema.columns());
    columns.removeIf(column -> !rest.remove(column));
    List<ColumnSchema> described = new ArrayList<>(inFile);
    described.removeIf(rest::contains);
    if (!described.equals(columns)) {
      problems.add(
          Problem.of(
              ProblemCode.COLUMN_ORDER_DIFFERS,
              fileName,
              "The columns of %s stand in another order than VARNUM gives; the table follows VARNUM."
                  .formatted(fileName)));
    }
    columns.addAll(rest);
    return schema.withColumns(columns);
  }

  private void defect(ProblemCode code, String column, String message, String done) {
    fits &= tolerance.of(code);
    report(code, column, tolerance.say(code, message, done));
  }

  private void report(ProblemCode code, String column, String message) {
    problems.add(Problem.of(code, fileName, message).atLine(1).inColumn(column));
  }
}
