package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ReconciledDataset;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.source.Findings;
import io.studylake.source.Findings.Defect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes problems of the defects that a file's records and cells have. */
final class DefectReport {
  private final ReconciledDataset dataset;
  private final Problems problems;
  private final String fileName;
  private final Set<Long> splitLines = new HashSet<>();

  DefectReport(ReconciledDataset dataset, Problems problems) {
    this.dataset = dataset;
    this.problems = problems;
    this.fileName = dataset.file().fileName();
  }

  void add(Findings found) {
    found
        .counts()
        .forEach(
            (code, count) -> {
              List<Defect> first = found.defects(code);
              if (code == ProblemCode.WRONG_VALUE_COUNT) {
                counted(first, count);
              } else {
                first.forEach(this::add);
                problems.count(fileName, code, count - first.size());
              }
            });
  }

  /** What is wrong with a record as this report says it. */
  List<ProblemCode> codes(long line, List<ProblemCode> found) {
    return splitLines.contains(line) ? List.of(ProblemCode.SPLIT_RECORD) : found;
  }

  private void add(Defect defect) {
    if (defect.column() < 0) {
      problems.add(
          Problem.of(
                  ProblemCode.STRAY_QUOTE,
                  fileName,
                  "Cannot read %s: in line %d text follows a closing quote. Ask for a file whose quotes inside quoted values are doubled, as PROC EXPORT does."
                      .formatted(fileName, defect.line()))
              .atLine(defect.line())
              .ofCell(defect.value()));
      return;
    }
    ColumnSchema column =
        dataset.schema().column(dataset.header().get(defect.column())).orElseThrow();
    problems.add(
        Problem.of(defect.code(), fileName, CellMessages.of(defect, fileName, column))
            .atLine(defect.line())
            .inColumn(column.sasName())
            .ofCell(defect.value()));
  }

  /** Records with another number of values; two short ones that make up one are one defect. */
  private void counted(List<Defect> first, long count) {
    long told = 0;
    int at = 0;
    while (at < first.size()) {
      int parts = partsOfOne(first, at);
      if (parts > 1) {
        split(first.subList(at, at + parts));
      } else {
        wrongCount(first.get(at));
      }
      told += parts;
      at += parts;
    }
    problems.count(fileName, ProblemCode.WRONG_VALUE_COUNT, count - told);
  }

  /** How many records from one on follow each other and together have all values. */
  private int partsOfOne(List<Defect> defects, int from) {
    int values = defects.get(from).fields();
    for (int i = from + 1; i < defects.size(); i++) {
      Defect defect = defects.get(i);
      // The value that was cut counts in both parts.
      values += defect.fields() - 1;
      boolean follows = defects.get(i - 1).nextLine() == defect.line();
      if (!follows || values > columns()) {
        return 1;
      }
      if (values == columns()) {
        return i - from + 1;
      }
    }
    return 1;
  }

  private void split(List<Defect> parts) {
    Defect first = parts.get(0);
    Defect last = parts.get(parts.size() - 1);
    parts.forEach(part -> splitLines.add(part.line()));
    problems.add(
        Problem.of(
                ProblemCode.SPLIT_RECORD,
                fileName,
                "Cannot read %s: the lines %d to %d are short, and together they have the %d values of one record that a line break cuts. Ask for an export with such values in quotes, and with LRECL large enough."
                    .formatted(fileName, first.line(), last.line(), columns()))
            .atLine(first.line())
            .ofCell(first.value()));
  }

  private void wrongCount(Defect defect) {
    boolean last = defect.nextLine() == defect.line() && defect.fields() < columns();
    if (last) {
      problems.add(
          Problem.of(
                  ProblemCode.FILE_CUT_OFF,
                  fileName,
                  "Cannot read %s: its last record, in line %d, has %d of %d values and no line end. The file was cut off; ask for it again."
                      .formatted(fileName, defect.line(), defect.fields(), columns()))
              .atLine(defect.line())
              .ofCell(defect.value()));
      return;
    }
    problems.add(
        Problem.of(
                ProblemCode.WRONG_VALUE_COUNT,
                fileName,
                "Cannot read %s: line %d has %d values, its header %d columns. If a value holds a line break or a delimiter, export it in quotes."
                    .formatted(fileName, defect.line(), defect.fields(), columns()))
            .atLine(defect.line())
            .ofCell(defect.value()));
  }

  private int columns() {
    return dataset.header().size();
  }
}
