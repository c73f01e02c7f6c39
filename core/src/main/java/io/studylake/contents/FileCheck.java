package io.studylake.contents;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.Compression;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Checks one file: its text, its header and its number of rows. */
final class FileCheck {
  private final CsvSettings csv;
  private final int mostColumns;
  private final Set<String> reservedNames;
  private final HeaderReader headers;

  FileCheck(ArchivedContent archive, CsvSettings csv, int mostColumns, Set<String> reservedNames) {
    this.csv = csv;
    this.mostColumns = mostColumns;
    this.reservedNames = Set.copyOf(reservedNames);
    this.headers = new HeaderReader(archive, csv.longestRecord());
  }

  /** The dataset, or empty when it has an error. */
  Optional<ReconciledDataset> check(DatasetSchema schema, DeliveredFile file, Problems problems)
      throws IOException {
    return check(schema, file, true, problems);
  }

  /** The dataset of a file that the contents do not describe: all of it is text. */
  Optional<ReconciledDataset> asText(String name, DeliveredFile file, Problems problems)
      throws IOException {
    return check(
        new DatasetSchema(name, "", OptionalLong.empty(), List.of()), file, false, problems);
  }

  private Optional<ReconciledDataset> check(
      DatasetSchema schema, DeliveredFile file, boolean described, Problems problems)
      throws IOException {
    if (!checkCompression(file, problems)) {
      return Optional.empty();
    }
    TextCheck text = new TextCheck(csv, schema.columns().size(), file, problems);
    Optional<CsvFormat> format = text.format();
    if (format.isEmpty()) {
      return Optional.empty();
    }
    boolean sound = text.isSound();
    if (file.scan().tooLong().isPresent() || file.scan().text().nulLine().isPresent()) {
      return Optional.empty();
    }
    List<String> written = header(file, format.get());
    Optional<Problem> refused = tooMany(written, file);
    if (refused.isEmpty() && described) {
      refused = listing(schema, written, file, format.get());
    }
    if (refused.isPresent()) {
      problems.add(refused.get());
      return Optional.empty();
    }
    Optional<HeaderCheck.Matched> matched =
        new HeaderCheck(schema, file.fileName(), reservedNames, problems).match(written);
    if (described && sound) {
      checkRows(schema, written.size(), file, problems);
    }
    return matched
        .filter(match -> sound)
        .map(match -> new ReconciledDataset(match.schema(), file, match.header(), format.get()));
  }

  private static boolean checkCompression(DeliveredFile file, Problems problems) {
    String name = file.fileName();
    if (file.unusable().isPresent()) {
      problems.add(
          Problem.of(
              ProblemCode.COMPRESSED_FILE_UNUSABLE,
              name,
              "Cannot read %s: %s. Compress it again, or deliver it uncompressed."
                  .formatted(name, file.unusable().get())));
      return false;
    }
    if (file.compression() != Compression.NONE) {
      problems.add(
          Problem.of(
              ProblemCode.COMPRESSED_FILE,
              name,
              "%s is compressed, so one task reads it from end to end. Deliver large files uncompressed."
                  .formatted(name)));
    }
    return true;
  }

  private Optional<Problem> tooMany(List<String> written, DeliveredFile file) {
    return written.size() <= mostColumns
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemCode.TOO_MANY_COLUMNS,
                file.fileName(),
                "Cannot read %s: it has %,d columns, more than studylake.delivery.most-columns = %,d. Ask for the dataset in parts, or raise the limit."
                    .formatted(file.fileName(), written.size(), mostColumns)));
  }

  private Optional<Problem> listing(
      DatasetSchema schema, List<String> written, DeliveredFile file, CsvFormat format)
      throws IOException {
    OdsListing listing = new OdsListing(schema, file.fileName());
    // A quote that is not closed would make one record of the rest of the file.
    return listing.mayHaveTitles(written) && file.scan().unterminatedQuote().isEmpty()
        ? listing.titles(headers.first(file, format, OdsListing.RECORDS))
        : listing.observations(written);
  }

  private List<String> header(DeliveredFile file, CsvFormat format) throws IOException {
    return headers.first(file, format, 1).stream()
        .findFirst()
        .map(HeaderReader.Line::fields)
        .orElse(List.of());
  }

  private static void checkRows(
      DatasetSchema schema, int columns, DeliveredFile file, Problems problems) {
    String name = file.fileName();
    long rows = file.scan().dataRows(columns);
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
              new Tolerance(problems)
                  .say(
                      ProblemCode.ROW_COUNT_DIFFERS,
                      "%s has %d rows, the contents say NOBS %d. Ask the sponsor whether the file is complete, and to export both from one data set."
                          .formatted(name, rows, said),
                      "The rows that there are were read.")));
    } else if (rows == 0) {
      problems.add(
          Problem.of(
              ProblemCode.NO_ROWS,
              name,
              "Dataset %s has no rows, as its NOBS says.".formatted(schema.name())));
    }
  }
}
