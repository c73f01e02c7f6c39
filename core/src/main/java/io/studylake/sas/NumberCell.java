package io.studylake.sas;

import io.studylake.problem.ProblemCode;

/** A number, printed with a point, and perhaps with groups, currency, percent or parentheses. */
final class NumberCell extends NumericCell<Double> {
  private static final long serialVersionUID = 1L;

  private final boolean grouped;
  private final boolean euro;

  NumberCell(CellRules rules, boolean grouped, boolean euro) {
    super(rules);
    this.grouped = grouped;
    this.euro = euro;
  }

  @Override
  public Double read(String cell, CellNotes notes) {
    if (cell == null) {
      return null;
    }
    double value = NumberText.parse(cell);
    return Double.isNaN(value) ? super.read(cell, notes) : exact(cell, value, notes);
  }

  @Override
  Double readPresent(String text, CellNotes notes) {
    double value = NumberText.parse(text);
    if (!Double.isNaN(value)) {
      return exact(text, value, notes);
    }
    if (grouped) {
      value = GroupedNumberText.parse(text, '.', ',', euro);
    }
    if (Double.isNaN(value)) {
      notes.defect(ProblemCode.NOT_A_NUMBER);
      return null;
    }
    if (GroupedNumberText.losesDigits(text, '.', value)) {
      notes.defect(ProblemCode.PRECISION_LOST);
      return null;
    }
    return value;
  }

  private static Double exact(String text, double value, CellNotes notes) {
    if (NumberText.losesDigits(text, value)) {
      notes.defect(ProblemCode.PRECISION_LOST);
      return null;
    }
    return value;
  }
}
