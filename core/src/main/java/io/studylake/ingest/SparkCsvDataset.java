package io.studylake.ingest;

import io.studylake.contents.DatasetSchema;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One file as Spark's CSV reader reads it. */
record SparkCsvDataset(Dataset<Row> rows, Source source, CellDefects defects)
    implements ReadDataset {
  /** What is read, and how. */
  record Source(
      DeliveredFile file,
      DatasetSchema schema,
      List<String> header,
      List<NumericColumn> numeric,
      DateFormDecision dates,
      DateFormDecision.Records records) {
    Problem problem(ProblemCode code, String message) {
      return Problem.of(code, file.fileName(), message);
    }
  }

  @Override
  public List<QuarantinedRecord> report(long rowsWritten, Problems problems) {
    source.dates.finding().ifPresent(problems::add);
    source.numeric.forEach(column -> reportColumn(column, problems));
    long expected = source.file.scan().dataRows(source.header.size());
    boolean lost = rowsWritten != expected;
    long located = lost || defects.value().anyDefect() ? locate(problems) : 0;
    if (lost) {
      problems.add(
          source.problem(
              ProblemCode.ROWS_LOST,
              "Cannot read %s: it has %d records after its header, %d rows were read. Look for lines of blanks, or for empty lines in a file of one column."
                  .formatted(source.file.fileName(), expected, rowsWritten)));
    } else if (defects.value().anyDefect() && located == 0) {
      throw new IllegalStateException(
          "The defects that Spark found in %s were not found again."
              .formatted(source.file.fileName()));
    }
    return List.of();
  }

  private void reportColumn(NumericColumn column, Problems problems) {
    String name = column.schema().sasName();
    String fileName = source.file.fileName();
    if (column.schema().format().reducesPrecision()) {
      problems.add(
          source
              .problem(
                  ProblemCode.PRECISION_REDUCED,
                  "Column %s of %s has the format %s, which prints less than is stored. Export it with a wider format to get all of it."
                      .formatted(name, fileName, column.schema().format()))
              .inColumn(name));
    }
    defects
        .value()
        .twoDigitYears(column.position())
        .ifPresent(days -> problems.add(twoDigitYears(name, days)));
    String missing =
        defects.value().specialMissing(column.position()).entrySet().stream()
            .map(entry -> ".%c %d times".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      problems.add(
          source
              .problem(
                  ProblemCode.SPECIAL_MISSING,
                  "Column %s of %s has special missing values, read as null: %s."
                      .formatted(name, fileName, missing))
              .inColumn(name));
    }
  }

  private Problem twoDigitYears(String column, CellDefects.Days days) {
    return source
        .problem(
            ProblemCode.TWO_DIGIT_YEAR,
            "Column %s of %s has years of two digits, read as %s to %s. Export it with a wider format, or check delivery.year-cutoff."
                .formatted(
                    column,
                    source.file.fileName(),
                    LocalDate.ofEpochDay(days.least()),
                    LocalDate.ofEpochDay(days.greatest())))
        .inColumn(column);
  }

  private long locate(Problems problems) {
    try (RecordFields fields = source.records.open()) {
      return new DefectLocator(
              source.file.fileName(), source.header.size(), source.numeric, problems)
          .locate(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the archived copy of %s.".formatted(source.file.fileName()), e);
    }
  }
}
