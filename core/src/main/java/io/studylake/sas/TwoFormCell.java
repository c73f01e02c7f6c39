package io.studylake.sas;

import io.studylake.problem.ProblemCode;

/** A cell that is either formatted text or the raw number that SAS stores. */
abstract class TwoFormCell<T> extends NumericCell<T> implements FormDecider {
  private static final long serialVersionUID = 1L;

  private final DateForm form;

  TwoFormCell(CellRules rules, DateForm form) {
    super(rules);
    this.form = form;
  }

  /** The value of formatted text; null when it is none. */
  abstract T formatted(String text, CellNotes notes);

  /** The value of a raw SAS number; null when it is none that the column can hold. */
  abstract T raw(String text);

  /** The code of a text that is neither. */
  abstract ProblemCode defect();

  @Override
  final T readPresent(String text, CellNotes notes) {
    T value = in(form, text, notes);
    if (value == null) {
      boolean other = in(form.other(), text, CellNotes.NONE) != null;
      notes.defect(other ? ProblemCode.MIXED_DATE_FORM : defectOf(text));
    } else if (losesDigits(text, value)) {
      notes.defect(ProblemCode.PRECISION_LOST);
      return null;
    }
    return value;
  }

  /** Whether the text has more digits than the value. */
  boolean losesDigits(String text, T value) {
    return false;
  }

  @Override
  public final Verdict judge(String cell) {
    if (cell == null) {
      return Verdict.NOTHING;
    }
    String text = trimmed(cell);
    if (isMissing(text, CellNotes.NONE)) {
      return Verdict.NOTHING;
    }
    T asFormatted = formatted(text, CellNotes.NONE);
    T asRaw = raw(text);
    if (asFormatted == null) {
      return asRaw == null ? Verdict.NOTHING : Verdict.RAW;
    }
    if (asRaw == null) {
      return Verdict.FORMATTED;
    }
    return asRaw.equals(asFormatted) ? Verdict.NOTHING : Verdict.EITHER;
  }

  private T in(DateForm wanted, String text, CellNotes notes) {
    return wanted == DateForm.FORMATTED ? formatted(text, notes) : raw(text);
  }

  private ProblemCode defectOf(String text) {
    boolean outOfRange =
        form == DateForm.RAW && defect() != ProblemCode.NOT_A_NUMBER && RawNumber.is(text);
    return outOfRange && RawNumber.isWhole(text) ? ProblemCode.DATE_OUT_OF_RANGE : defect();
  }
}
