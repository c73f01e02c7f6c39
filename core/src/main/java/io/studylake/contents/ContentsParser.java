package io.studylake.contents;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.studylake.contents.ContentsColumns.Field;
import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the contents of a delivery: what PROC CONTENTS OUT= writes (41 columns), its ODS listing or
 * ODS OUTPUT Variables=, SASHELP.VCOLUMN, {@code _contents_.csv}, or the three columns dataset,
 * column, type. Columns are found by header name; title lines above the header and columns that are
 * not known, as Obs, do not matter.
 *
 * <p>Sources: Base SAS 9.4 Procedures Guide, "CONTENTS Procedure: The OUT= Data Set" and "ODS Table
 * Names"; SAS 9.4 SQL Procedure User's Guide, "DICTIONARY.COLUMNS".
 */
public final class ContentsParser {
  private final CsvFormat format;
  private final Set<String> reservedNames;

  /**
   * A parser.
   *
   * @param format how the dataset files are written; the contents may be written otherwise
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
    DelimitedText text = text(fileName, content, problems);
    ContentsColumns columns = new ContentsColumns(text.header().getFields());
    List<String> missing = columns.missing();
    if (!missing.isEmpty()) {
      throw new ContentsException(
          fileName,
          "line %d has no column %s. Deliver what PROC CONTENTS OUT= writes, or a file with the columns dataset, column, type."
              .formatted(text.header().getStartingLineNumber(), String.join(", none ", missing)));
    }
    RowReader reader = new RowReader(fileName, columns, problems);
    List<ContentsRow> rows = new ArrayList<>();
    text.rows().forEach(row -> reader.read(row).ifPresent(rows::add));
    return new ContentsRows(fileName, new NameCheck(fileName, reservedNames), problems)
        .contents(rows);
  }

  private DelimitedText text(String fileName, InputStream content, Problems problems)
      throws IOException {
    try {
      return DelimitedText.read(
          fileName,
          content,
          format,
          record -> new ContentsColumns(record).missing().isEmpty(),
          problems);
    } catch (UnreadableTextException e) {
      throw new ContentsException(fileName, e.getMessage());
    }
  }

  /** Reads rows one by one; what is wrong with one is reported, and the row left out. */
  private record RowReader(String fileName, ContentsColumns columns, Problems problems) {
    Optional<ContentsRow> read(CsvRecord record) {
      long line = record.getStartingLineNumber();
      List<String> cells = record.getFields();
      if (columns.isHeader(cells)) {
        return Optional.empty();
      }
      if (!columns.fit(cells)) {
        return incomplete(
            line,
            "Line %d of the contents has %d values, their header %d."
                .formatted(line, cells.size(), columns.count()));
      }
      String dataset = columns.dataset(cells);
      String column = columns.text(cells, Field.COLUMN);
      if (dataset.isEmpty() || column.isEmpty()) {
        return incomplete(
            line,
            "Line %d of the contents names no %s."
                .formatted(line, dataset.isEmpty() ? "dataset" : "column"));
      }
      Optional<ContentsRow> row = ContentsRow.of(columns, line, cells);
      if (row.isEmpty()) {
        problems.add(
            Problem.of(
                    ProblemCode.UNKNOWN_TYPE,
                    fileName,
                    "Column %s of %s has a TYPE that is neither numeric (1, Num) nor character (2, Char)."
                        .formatted(column, dataset.toUpperCase(Locale.ROOT)))
                .atLine(line)
                .inColumn(column)
                .ofCell(columns.text(cells, Field.TYPE)));
      }
      return row;
    }

    private Optional<ContentsRow> incomplete(long line, String what) {
      ProblemCode code = ProblemCode.INCOMPLETE_CONTENTS_ROW;
      String message =
          new Tolerance(problems)
              .say(
                  code,
                  what + " Ask the sponsor to export the contents again.",
                  "The line is left out.");
      problems.add(Problem.of(code, fileName, message).atLine(line));
      return Optional.empty();
    }
  }
}
