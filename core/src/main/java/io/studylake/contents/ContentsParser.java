package io.studylake.contents;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.studylake.contents.ContentsColumns.Field;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the contents of a delivery: what PROC CONTENTS OUT= writes (41 columns), its ODS listing,
 * or the three columns dataset, column, type. Columns are found by header name.
 *
 * <p>Source: Base SAS 9.4 Procedures Guide, "CONTENTS Procedure: The OUT= Data Set".
 */
public final class ContentsParser {
  private final CsvFormat format;
  private final Set<String> reservedNames;

  /**
   * A parser.
   *
   * @param format how the contents file is written
   * @param reservedNames column names, in lower case, that no dataset may have
   */
  public ContentsParser(CsvFormat format, Set<String> reservedNames) {
    this.format = format;
    this.reservedNames = Set.copyOf(reservedNames);
  }

  /**
   * Reads a contents file.
   *
   * @param fileName its name, for messages
   * @param content its bytes; the caller closes it
   * @param problems takes what is wrong with single rows
   * @throws ContentsException when it is not text, not CSV, empty, or lacks a required column
   */
  public StudyContents parse(String fileName, InputStream content, Problems problems)
      throws IOException {
    List<CsvRecord> records = records(fileName, content.readAllBytes());
    ContentsColumns columns = new ContentsColumns(fileName, records.get(0).getFields());
    List<ContentsRow> rows = new ArrayList<>();
    for (CsvRecord record : records.subList(1, records.size())) {
      long line = record.getStartingLineNumber();
      List<String> cells = record.getFields();
      String dataset = columns.text(cells, Field.DATASET).toUpperCase(Locale.ROOT);
      String column = columns.text(cells, Field.COLUMN);
      if (dataset.isEmpty() || column.isEmpty()) {
        problems.add(
            Problem.of(
                    ProblemCode.INCOMPLETE_CONTENTS_ROW,
                    fileName,
                    "Line %d of the contents names no %s."
                        .formatted(line, dataset.isEmpty() ? "dataset" : "column"))
                .atLine(line));
        continue;
      }
      ContentsRow.of(columns, line, cells)
          .ifPresentOrElse(
              rows::add,
              () ->
                  problems.add(
                      Problem.of(
                              ProblemCode.UNKNOWN_TYPE,
                              fileName,
                              "Column %s of %s has a TYPE that is neither numeric (1, Num) nor character (2, Char)."
                                  .formatted(column, dataset))
                          .atLine(line)
                          .inColumn(column)
                          .ofCell(columns.text(cells, Field.TYPE))));
    }
    return new ContentsRows(fileName, new NameCheck(fileName, reservedNames), problems)
        .contents(rows);
  }

  private List<CsvRecord> records(String fileName, byte[] bytes) {
    CsvScan scan = new CsvScan(CsvSettings.of(format));
    scan.update(bytes, 0, bytes.length);
    CsvScan.Facts facts = scan.facts();
    facts
        .text()
        .malformed(format.charset())
        .ifPresent(
            at -> {
              throw new ContentsException(
                  fileName,
                  "line %d is not %s text. Set delivery.charset to the charset it is written in."
                      .formatted(at.line(), format.charset().name()));
            });
    facts
        .unterminatedQuote()
        .ifPresent(
            line -> {
              throw new ContentsException(
                  fileName, "the quote in line %d is never closed.".formatted(line));
            });
    if (facts.records() == 0) {
      throw new ContentsException(fileName, "it is empty.");
    }
    return parsed(fileName, new String(bytes, format.charset()), facts);
  }

  /**
   * All records, each with as many fields as the header: so a record that FastCSV 4.0.0 joins to
   * the next one, as its last field is quoted and holds a carriage return alone, is an error.
   */
  private List<CsvRecord> parsed(String fileName, String text, CsvScan.Facts facts) {
    String withoutMark = facts.byteOrderMark() ? text.substring(1) : text;
    List<CsvRecord> records = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(format.delimiter())
            .quoteCharacter(format.quote())
            .ofCsvRecord(withoutMark)) {
      reader.forEach(records::add);
    } catch (CsvParseException | IOException e) {
      long last = records.isEmpty() ? 0 : records.get(records.size() - 1).getStartingLineNumber();
      String cause = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new ContentsException(
          fileName, "the record after line %d is broken (%s).".formatted(last, cause));
    }
    return records;
  }
}
