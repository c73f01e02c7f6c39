package io.studylake.contents;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * What PROC CONTENTS prints into ODS CSV: for each dataset a block that says its name, its
 * observations and its label, and then tables, of which one lists the variables.
 *
 * <pre>
 * "Data Set Name","SDTM.AE","Observations","71"
 * "Label","Adverse Events","",""
 * "Alphabetic List of Variables and Attributes"
 * "#","Variable","Type","Len","Format","Label"
 * "1","AETERM","Char","200","","Reported Term"
 * </pre>
 *
 * <p>Source: Base SAS 9.4 Procedures Guide, "CONTENTS Procedure: Results".
 */
final class ProcContentsListing {
  private static final String NAME = "Data Set Name";
  private static final List<String> OF_THE_DATASET = List.of("MEMBER", "NOBS", "MEMLABEL");

  private final List<ContentsTable> tables = new ArrayList<>();
  private String name = "";
  private String observations = "";
  private String label = "";
  private int width;
  private List<ContentsTable.Row> rows = List.of();

  private ProcContentsListing() {}

  /** Whether a block starts with a record. */
  static boolean isStart(List<String> record) {
    return record.size() > 1
        && record.get(0).strip().equalsIgnoreCase(NAME)
        && !record.get(1).isBlank()
        && !isVariables(record);
  }

  /** The variables of all blocks. */
  static List<ContentsTable> tables(List<CsvRecord> records) {
    ProcContentsListing listing = new ProcContentsListing();
    for (CsvRecord record : records) {
      listing.take(record.getStartingLineNumber(), record.getFields());
    }
    return listing.tables;
  }

  private void take(long line, List<String> record) {
    if (isStart(record)) {
      observations = "";
      label = "";
      width = 0;
    }
    if (isVariables(record)) {
      List<String> header = new ArrayList<>(record);
      header.addAll(OF_THE_DATASET);
      width = record.size();
      rows = new ArrayList<>();
      tables.add(new ContentsTable(new ContentsColumns(header), width, rows));
    } else if (record.size() == 1) {
      // The title of the next table.
      width = 0;
    } else if (width > 0) {
      List<String> cells = new ArrayList<>(record);
      cells.addAll(List.of(name, observations, label));
      rows.add(new ContentsTable.Row(line, record.size(), cells));
    } else {
      facts(record);
    }
  }

  /** Takes what pairs of a name and a value say of the dataset. */
  private void facts(List<String> record) {
    for (int i = 0; i + 1 < record.size(); i += 2) {
      String value = record.get(i + 1).strip();
      switch (record.get(i).strip()) {
        case NAME -> name = value;
        case "Observations" -> observations = value;
        case "Label" -> label = value;
        default -> {
          // Of no concern: engine, dates, host.
        }
      }
    }
  }

  private static boolean isVariables(List<String> record) {
    List<String> names = record.stream().map(String::strip).toList();
    return names.contains("Variable") && names.contains("Type");
  }
}
