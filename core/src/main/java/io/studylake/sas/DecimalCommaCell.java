package io.studylake.sas;

import io.studylake.problem.ProblemCode;

/**
 * A number that its format prints with a decimal comma: {@code 1.234,50}. Unformatted it has a
 * point, and {@code 1.234} can be both.
 */
final class DecimalCommaCell extends TwoFormCell<Double> {
  private static final long serialVersionUID = 1L;

  private final boolean printsDecimals;
  private final char separator;
  private final boolean euro;

  DecimalCommaCell(SasFormat format, CellRules rules, DateForm form) {
    super(rules, form);
    this.printsDecimals = format.decimals() > 0;
    this.euro = format.name().startsWith("EURO");
    this.separator = format.name().equals("NUMX") ? '\0' : '.';
  }

  @Override
  Double formatted(String text, CellNotes notes) {
    if (printsDecimals && text.indexOf('.') >= 0 && text.indexOf(',') < 0) {
      return null;
    }
    return numberOrNull(GroupedNumberText.parse(text, ',', separator, euro));
  }

  @Override
  Double raw(String text) {
    return numberOrNull(NumberText.parse(text));
  }

  @Override
  ProblemCode defect() {
    return ProblemCode.NOT_A_NUMBER;
  }

  @Override
  boolean losesDigits(String text, Double value) {
    if (Math.abs(value) < NumberText.EXACT) {
      return false;
    }
    boolean raw = !Double.isNaN(NumberText.parse(text)) && NumberText.parse(text) == value;
    return raw
        ? NumberText.losesDigits(text, value)
        : GroupedNumberText.losesDigits(text, ',', value);
  }

  private static Double numberOrNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }
}
