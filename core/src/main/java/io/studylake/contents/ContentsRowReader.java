package io.studylake.contents;

import io.studylake.contents.ContentsColumns.Field;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the contents row by row; what is wrong with one is reported, and the row left out. */
record ContentsRowReader(String fileName, Problems problems) {
  /** The rows of a table that can be read. */
  List<ContentsRow> read(ContentsTable table) {
    List<ContentsRow> rows = new ArrayList<>();
    for (ContentsTable.Row row : table.rows()) {
      // A listing repeats its header on each page.
      if (!table.columns().isHeader(row.cells())) {
        read(table, row).ifPresent(rows::add);
      }
    }
    return rows;
  }

  private Optional<ContentsRow> read(ContentsTable table, ContentsTable.Row row) {
    ContentsColumns columns = table.columns();
    if (row.width() != table.width()) {
      return incomplete(
          row.line(),
          "Line %d of the contents has %d values, their header %d."
              .formatted(row.line(), row.width(), table.width()));
    }
    String dataset = columns.dataset(row.cells());
    String column = columns.text(row.cells(), Field.COLUMN);
    if (dataset.isEmpty() || column.isEmpty()) {
      return incomplete(
          row.line(),
          "Line %d of the contents names no %s."
              .formatted(row.line(), dataset.isEmpty() ? "dataset" : "column"));
    }
    Optional<ContentsRow> read = ContentsRow.of(columns, row.line(), row.cells());
    if (read.isEmpty()) {
      problems.add(
          Problem.of(
                  ProblemCode.UNKNOWN_TYPE,
                  fileName,
                  "Column %s of %s has a TYPE that is neither numeric (1, Num) nor character (2, Char)."
                      .formatted(column, dataset.toUpperCase(Locale.ROOT)))
              .atLine(row.line())
              .inColumn(column)
              .ofCell(columns.text(row.cells(), Field.TYPE)));
    }
    return read;
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
