package io.studylake.contents;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.sas.FormatRow;
import io.studylake.sas.FormatRow.Exclusions;
import io.studylake.sas.UserFormats;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the formats file of a delivery: what PROC FORMAT CNTLOUT= writes, as CSV. FMTNAME, START
 * and LABEL are enough; END, TYPE, SEXCL, EEXCL and HLO say more.
 *
 * <p>Source: Base SAS 9.4 Procedures Guide, "FORMAT Procedure: Output Control Data Set".
 */
public final class FormatsParser {
  private static final List<String> REQUIRED = List.of("FMTNAME", "START", "LABEL");

  private final CsvFormat format;

  /**
   * A parser.
   *
   * @param format how the dataset files are written; the formats file may be written otherwise
   */
  public FormatsParser(CsvFormat format) {
    this.format = format;
  }

  /**
   * Reads a formats file.
   *
   * @param fileName its name, for messages
   * @param content its bytes; the caller closes it
   * @param problems takes what cannot be read
   * @return the formats of the rows that can be read
   */
  public UserFormats parse(String fileName, InputStream content, Problems problems)
      throws IOException {
    DelimitedText text;
    try {
      text = DelimitedText.read(fileName, content, format, FormatsParser::isHeader, problems);
    } catch (UnreadableTextException e) {
      problems.add(unreadable(fileName, e.getMessage()));
      return UserFormats.NONE;
    }
    List<String> header = names(text.header().getFields());
    if (!header.containsAll(REQUIRED)) {
      List<String> missing = REQUIRED.stream().filter(name -> !header.contains(name)).toList();
      problems.add(
          unreadable(
              fileName,
              "line %d has no column %s. Ask the sponsor for the output of PROC FORMAT CNTLOUT=."
                  .formatted(
                      text.header().getStartingLineNumber(), String.join(", none ", missing))));
      return UserFormats.NONE;
    }
    List<FormatRow> rows = new ArrayList<>();
    for (CsvRecord record : text.rows()) {
      row(fileName, header, record, rows, problems);
    }
    return UserFormats.of(rows);
  }

  private static void row(
      String fileName,
      List<String> header,
      CsvRecord record,
      List<FormatRow> rows,
      Problems problems) {
    long line = record.getStartingLineNumber();
    if (record.getFieldCount() != header.size()) {
      problems.add(
          unreadable(
                  fileName,
                  "line %d has %d values, its header %d columns. Ask the sponsor for values in quotes."
                      .formatted(line, record.getFieldCount(), header.size()))
              .atLine(line));
      return;
    }
    Cells cells = new Cells(header, record);
    FormatRow row =
        new FormatRow(
            cells.of("FMTNAME"),
            cells.of("TYPE"),
            cells.of("START"),
            cells.of("END"),
            cells.of("LABEL"),
            new Exclusions(cells.isYes("SEXCL"), cells.isYes("EEXCL")),
            cells.of("HLO"));
    row.defect()
        .ifPresentOrElse(
            text ->
                problems.add(
                    unreadable(
                            fileName,
                            "line %d gives format %s a START or END that is neither a number nor LOW, HIGH or OTHER. Ask the sponsor for the output of PROC FORMAT CNTLOUT=."
                                .formatted(line, row.name().strip()))
                        .atLine(line)
                        .ofCell(text)),
            () -> rows.add(row));
  }

  private static boolean isHeader(List<String> record) {
    return names(record).containsAll(REQUIRED);
  }

  private static List<String> names(List<String> header) {
    return header.stream().map(name -> name.strip().toUpperCase(Locale.ROOT)).toList();
  }

  private static Problem unreadable(String fileName, String why) {
    return Problem.of(
        ProblemCode.FORMATS_UNREADABLE,
        fileName,
        "Cannot read the formats %s: %s".formatted(fileName, why));
  }

  /** The values of a record by the names of its header; those of no column are empty. */
  private record Cells(List<String> header, CsvRecord record) {
    String of(String name) {
      int at = header.indexOf(name);
      return at < 0 ? "" : record.getField(at);
    }

    boolean isYes(String name) {
      return of(name).strip().equalsIgnoreCase("Y");
    }
  }
}
