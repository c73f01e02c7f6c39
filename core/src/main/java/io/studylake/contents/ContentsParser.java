package io.studylake.contents;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads the contents of a delivery: what PROC CONTENTS OUT= writes (41 columns), its listing by
 * ODS, ODS OUTPUT Variables=, SASHELP.VCOLUMN, {@code _contents_.csv}, or the three columns
 * dataset, column, type. Columns are found by header name; title lines above the header and columns
 * that are not known, as Obs, do not matter.
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
    ContentsRowReader reader = new ContentsRowReader(fileName, problems);
    List<ContentsRow> rows = new ArrayList<>();
    for (ContentsTable table : tables(fileName, text)) {
      rows.addAll(reader.read(table));
    }
    return new ContentsRows(fileName, new NameCheck(fileName, reservedNames), problems)
        .contents(rows);
  }

  private static List<ContentsTable> tables(String fileName, DelimitedText text) {
    List<String> header = text.header().getFields();
    if (ProcContentsListing.isStart(header)) {
      List<CsvRecord> all = new ArrayList<>(List.of(text.header()));
      all.addAll(text.rows());
      return ProcContentsListing.tables(all);
    }
    ContentsColumns columns = new ContentsColumns(header);
    List<String> missing = columns.missing();
    if (!missing.isEmpty()) {
      throw new ContentsException(
          fileName,
          "line %d has no column %s. Deliver what PROC CONTENTS OUT= writes, or a file with the columns dataset, column, type."
              .formatted(text.header().getStartingLineNumber(), String.join(", none ", missing)));
    }
    List<ContentsTable.Row> rows = new ArrayList<>();
    for (CsvRecord record : text.rows()) {
      rows.add(
          new ContentsTable.Row(
              record.getStartingLineNumber(), record.getFieldCount(), record.getFields()));
    }
    return List.of(new ContentsTable(columns, header.size(), rows));
  }

  private DelimitedText text(String fileName, InputStream content, Problems problems)
      throws IOException {
    try {
      return DelimitedText.read(fileName, content, format, ContentsParser::isHeader, problems);
    } catch (UnreadableTextException e) {
      throw new ContentsException(fileName, e.getMessage());
    }
  }

  private static boolean isHeader(List<String> record) {
    return new ContentsColumns(record).missing().isEmpty() || ProcContentsListing.isStart(record);
  }
}
