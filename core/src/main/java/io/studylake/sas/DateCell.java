package io.studylake.sas;

import io.studylake.problem.ProblemCode;
import java.math.BigDecimal;

/** A date, in days since 1970-01-01. */
final class DateCell extends TwoFormCell<Integer> {
  private static final long serialVersionUID = 1L;

  private final FormatFamily family;
  private final CellRules rules;
  private final boolean ofDatetime;

  DateCell(SasFormat format, CellRules rules, DateForm form) {
    super(rules, form);
    this.family = format.family();
    this.rules = rules;
    this.ofDatetime = format.ofDatetime();
  }

  @Override
  Integer formatted(String text, CellNotes notes) {
    long day = new DateText(family, rules).parse(text, notes);
    return day == DateText.NONE ? null : (Integer) (int) day;
  }

  @Override
  Integer raw(String text) {
    return rawDay(text, ofDatetime);
  }

  @Override
  ProblemCode defect() {
    return ProblemCode.NOT_A_DATE;
  }

  /** The day since 1970-01-01 of a stored date (a whole number) or datetime; null for none. */
  static Integer rawDay(String text, boolean ofDatetime) {
    if (!RawNumber.is(text) || (!ofDatetime && !RawNumber.isWhole(text))) {
      return null;
    }
    BigDecimal number = RawNumber.parse(text);
    long days =
        ofDatetime
            ? Math.floorDiv(
                number.setScale(0, java.math.RoundingMode.FLOOR).longValueExact(),
                RawNumber.SECONDS_PER_DAY)
            : number.longValueExact();
    long epochDay = days - RawNumber.EPOCH_DAYS;
    return RawNumber.isKnownDay(epochDay) ? (Integer) (int) epochDay : null;
  }
}
