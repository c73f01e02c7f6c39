package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ReconciledDataset;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.source.ColumnTally;
import io.studylake.source.Findings;
import java.util.stream.Collectors;

/** Says what the cells of a file's columns were like, one problem for each column and kind. */
final class ColumnReport {
  private final ReconciledDataset dataset;
  private final Problems problems;
  private final String fileName;

  ColumnReport(ReconciledDataset dataset, Problems problems) {
    this.dataset = dataset;
    this.problems = problems;
    this.fileName = dataset.file().fileName();
  }

  void add(Findings found) {
    for (ColumnSchema column : dataset.schema().columns()) {
      add(column, found.column(dataset.header().indexOf(column.name())));
    }
  }

  private void add(ColumnSchema column, ColumnTally tally) {
    String name = column.sasName();
    if (column.format().reducesPrecision()) {
      add(
          ProblemCode.PRECISION_REDUCED,
          column,
          "Column %s of %s has the format %s, which prints less than is stored. Export it with a wider format to get all of it."
              .formatted(name, fileName, column.format()));
    }
    tally
        .twoDigitYears()
        .ifPresent(
            days ->
                add(
                    ProblemCode.TWO_DIGIT_YEAR,
                    column,
                    "Column %s of %s has years of two digits, read as %s to %s. Export it with a wider format, or check studylake.delivery.year-cutoff."
                        .formatted(name, fileName, days.least(), days.greatest())));
    if (!tally.specialMissing().isEmpty()) {
      add(
          ProblemCode.SPECIAL_MISSING,
          column,
          "Column %s of %s has special missing values, read as null: %s."
              .formatted(
                  name,
                  fileName,
                  tally.specialMissing().entrySet().stream()
                      .map(entry -> ".%c %d times".formatted(entry.getKey(), entry.getValue()))
                      .collect(Collectors.joining(", "))));
    }
    boolean unknownFormat = tally.coded() > 0 && tally.withoutLabel().count() == 0;
    if (unknownFormat && tally.labelled() == 0) {
      add(
          ProblemCode.CODES_NOT_DECODED,
          column,
          "Column %s of %s holds codes of format %s, which no formats file decodes; they are kept as text. Ask for the format catalog, as PROC FORMAT CNTLOUT= writes it."
              .formatted(name, fileName, column.format()));
    }
    seen(
        tally.withoutLabel(),
        ProblemCode.CODE_WITHOUT_LABEL,
        column,
        "Column %1$s of %2$s holds codes that the formats file does not decode (%4$d times, first in line %5$d); they are kept as they are. Ask for format %3$s too, as PROC FORMAT CNTLOUT= writes it.",
        column.format().toString());
    seen(
        tally.moreCharacters(),
        ProblemCode.LONGER_THAN_LENGTH,
        column,
        "Column %1$s of %2$s holds more characters than its LENGTH of %3$s (%4$d times, first in line %5$d). Ask for contents and file of one data set.",
        length(column));
    seen(
        tally.moreBytes(),
        ProblemCode.MORE_BYTES_THAN_LENGTH,
        column,
        "Column %1$s of %2$s holds more bytes than its LENGTH of %3$s, though not more characters (%4$d times, first in line %5$d).",
        length(column));
    seen(
        tally.filled(),
        ProblemCode.MAYBE_TRUNCATED,
        column,
        "Column %1$s of %2$s holds values that fill its LENGTH of %3$s (%4$d times, first in line %5$d), so they may have been cut off in SAS.",
        length(column));
  }

  private static String length(ColumnSchema column) {
    return Integer.toString(column.length().orElse(0));
  }

  private void seen(
      ColumnTally.Seen seen, ProblemCode code, ColumnSchema column, String message, String what) {
    if (seen.count() > 0) {
      add(
          code,
          column,
          message.formatted(column.sasName(), fileName, what, seen.count(), seen.firstLine()));
    }
  }

  private void add(ProblemCode code, ColumnSchema column, String message) {
    problems.add(Problem.of(code, fileName, message).inColumn(column.sasName()));
  }
}
