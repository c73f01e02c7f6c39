package io.studylake.contents;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvScan;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks one file: its text, its header and its number of rows. */
final class FileCheck {
  private final CsvFormat format;
  private final HeaderReader headers;

  FileCheck(ArchivedContent archive, CsvFormat format) {
    this.format = format;
    this.headers = new HeaderReader(archive, format);
  }

  /** The dataset, or empty when it has an error. */
  Optional<ReconciledDataset> check(DatasetSchema schema, DeliveredFile file, Problems problems)
      throws IOException {
    boolean sound = checkText(file, problems);
    if (file.scan().malformedText().isPresent()) {
      return Optional.empty();
    }
    HeaderCheck header = new HeaderCheck(schema, file.fileName(), problems);
    Optional<HeaderCheck.Matched> matched = header.match(headers.read(file));
    checkRows(schema, file, problems);
    return matched
        .filter(match -> sound)
        .map(match -> new ReconciledDataset(match.schema(), file, match.header()));
  }

  private boolean checkText(DeliveredFile file, Problems problems) {
    CsvScan.Facts facts = file.scan();
    String name = file.fileName();
    facts
        .malformedText()
        .ifPresent(
            at ->
                problems.add(
                    Problem.of(
                            ProblemCode.MALFORMED_TEXT,
                            name,
                            "Cannot read %s: line %d (byte %d) is not %s text. Set delivery.charset to the charset it is written in, for example windows-1252."
                                .formatted(name, at.line(), at.offset(), format.charset().name()))
                        .atLine(at.line())));
    broken(
        facts.unterminatedQuote(),
        ProblemCode.UNTERMINATED_QUOTE,
        name,
        "Cannot read %s: the quote that opens in line %d is never closed. The file is cut off, or a quote in a field is not doubled.",
        problems);
    broken(
        facts.strayQuote(),
        ProblemCode.STRAY_QUOTE,
        name,
        "Cannot read %s: in line %d text follows a closing quote. Quotes inside a quoted field have to be doubled.",
        problems);
    broken(
        facts.loneCarriageReturn(),
        ProblemCode.LONE_CARRIAGE_RETURN,
        name,
        "%s: line %d ends in a carriage return alone. If it stands in a value, export that value in quotes.",
        problems);
    return facts.malformedText().isEmpty()
        && facts.unterminatedQuote().isEmpty()
        && facts.strayQuote().isEmpty();
  }

  private static void broken(
      OptionalLong line, ProblemCode code, String name, String message, Problems problems) {
    line.ifPresent(
        at -> problems.add(Problem.of(code, name, message.formatted(name, at)).atLine(at)));
  }

  private static void checkRows(DatasetSchema schema, DeliveredFile file, Problems problems) {
    String name = file.fileName();
    long rows = file.scan().dataRows(schema.columns().size());
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
