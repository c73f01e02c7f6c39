package io.studylake.contents;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Checks one file: its text, its header and its number of rows. */
final class FileCheck {
  private final CsvSettings csv;
  private final int mostColumns;
  private final HeaderReader headers;

  FileCheck(ArchivedContent archive, CsvSettings csv, int mostColumns) {
    this.csv = csv;
    this.mostColumns = mostColumns;
    this.headers = new HeaderReader(archive, csv.longestRecord());
  }

  /** The dataset, or empty when it has an error. */
  Optional<ReconciledDataset> check(DatasetSchema schema, DeliveredFile file, Problems problems)
      throws IOException {
    TextCheck text = new TextCheck(csv, schema.columns().size(), file, problems);
    Optional<CsvFormat> format = text.format();
    if (format.isEmpty()) {
      return Optional.empty();
    }
    boolean sound = text.isSound();
    List<String> names = headers.read(file, format.get());
    if (names.size() > mostColumns) {
      problems.add(
          Problem.of(
              ProblemCode.TOO_MANY_COLUMNS,
              file.fileName(),
              "Cannot read %s: it has %,d columns, more than delivery.most-columns = %,d. Ask for the dataset in parts, or raise the limit."
                  .formatted(file.fileName(), names.size(), mostColumns)));
      return Optional.empty();
    }
    Optional<HeaderCheck.Matched> matched =
        new HeaderCheck(schema, file.fileName(), problems).match(names);
    checkRows(schema, file, problems);
    return matched
        .filter(match -> sound)
        .map(match -> new ReconciledDataset(match.schema(), file, match.header(), format.get()));
  }

  private static void checkRows(DatasetSchema schema, DeliveredFile file, Problems problems) {
    String name = file.fileName();
    CsvScan.Facts facts = file.scan();
    long rows = facts.dataRows(schema.columns().size());
    long said = schema.observations().orElse(-1);
    if (said < 0) {
      problems.add(
          Problem.of(
              ProblemCode.ROW_COUNT_UNKNOWN,
              name,
              "The contents give no NOBS for %s, so its %d rows were not checked."
                  .formatted(name, rows)));
    } else if (said != rows) {
      problems.add(
          Problem.of(
              ProblemCode.ROW_COUNT_DIFFERS,
              name,
              "%s has %d rows, the contents say NOBS %d. Export both from one data set."
                  .formatted(name, rows, said)));
    } else if (rows == 0) {
      problems.add(
          Problem.of(
              ProblemCode.NO_ROWS,
              name,
              "Dataset %s has no rows, as its NOBS says.".formatted(schema.name())));
    }
  }
}
