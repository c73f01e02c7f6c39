package io.studylake.ingest;

import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.sas.CellNotes;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Finds the lines and cells of a file's defects: reads it once more, on the driver, with the same
 * parser settings and cell readers as the write, so the two find the same.
 */
final class DefectLocator implements CellNotes {
  private final String fileName;
  private final int columns;
  private final List<NumericColumn> numeric;
  private final Problems problems;
  private RecordFields.Cells record;
  private NumericColumn column;
  private long found;

  /**
   * A locator for one file.
   *
   * @param columns how many columns the header has
   */
  DefectLocator(String fileName, int columns, List<NumericColumn> numeric, Problems problems) {
    this.fileName = fileName;
    this.columns = columns;
    this.numeric = numeric;
    this.problems = problems;
  }

  /** Reports every defect; returns how many there are. */
  long locate(RecordFields fields) throws IOException {
    for (Optional<RecordFields.Cells> next = fields.next();
        next.isPresent();
        next = fields.next()) {
      record = next.get();
      if (record.cells().length != columns) {
        wrongCount();
        continue;
      }
      for (NumericColumn each : numeric) {
        column = each;
        each.reader().read(record.cells()[each.position()], this);
      }
    }
    return found;
  }

  @Override
  public void defect(ProblemCode code) {
    found++;
    String name = column.schema().sasName();
    problems.add(
        Problem.of(code, fileName, CellMessages.of(code, fileName, record.line(), column.schema()))
            .atLine(record.line())
            .inColumn(name)
            .ofCell(record.cells()[column.position()]));
  }

  @Override
  public void specialMissing(char which) {}

  @Override
  public void twoDigitYear(long epochDay) {}

  @Override
  public void userFormat(boolean coded) {}

  @Override
  public void codeWithoutLabel() {}

  private void wrongCount() {
    found++;
    problems.add(
        Problem.of(
                ProblemCode.WRONG_VALUE_COUNT,
                fileName,
                "Cannot read %s: line %d has %d values, its header %d columns. If a value holds a line break or a delimiter, export it in quotes."
                    .formatted(fileName, record.line(), record.cells().length, columns))
            .atLine(record.line())
            .ofCell(record.text()));
  }
}
