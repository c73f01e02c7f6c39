package io.studylake.sas;

import io.studylake.problem.ProblemCode;
import java.math.BigDecimal;

/**
 * A SAS time: a duration in seconds, perhaps negative, perhaps longer than a day; as the text
 * {@code [-]HH:MM:SS[.f]}.
 */
final class TimeCell extends TwoFormCell<String> {
  private static final long serialVersionUID = 1L;

  private final FormatFamily family;
  private final boolean ofDatetime;

  TimeCell(SasFormat format, CellRules rules, DateForm form) {
    super(rules, form);
    this.family = format.family();
    this.ofDatetime = format.ofDatetime();
  }

  @Override
  String formatted(String text, CellNotes notes) {
    boolean negative = text.startsWith("-");
    TextCursor cursor = new TextCursor(negative ? text.substring(1) : text);
    ClockText clock =
        switch (family) {
          case BASIC_TIME ->
              cursor.digitsAhead() == 6 ? ClockText.parseBasic(cursor) : ClockText.parse(cursor, 2);
          case MINUTES -> minutes(cursor);
          default -> ClockText.parse(cursor, 2);
        };
    return clock != null && cursor.atEnd() ? signed(negative, clock) : null;
  }

  @Override
  String raw(String text) {
    if (!RawNumber.is(text)) {
      return null;
    }
    if (ofDatetime && text.startsWith("-")) {
      // The clock of a moment before 1960 runs forwards too.
      BigDecimal day = BigDecimal.valueOf(RawNumber.SECONDS_PER_DAY);
      BigDecimal inDay = RawNumber.parse(text).remainder(day);
      return raw((inDay.signum() < 0 ? inDay.add(day) : inDay).toPlainString());
    }
    boolean negative = text.startsWith("-");
    BigDecimal number = RawNumber.parse(negative ? text.substring(1) : text);
    long seconds = number.longValue();
    if (seconds / 3600 > 99_999_999L) {
      return null;
    }
    // A time-of-day format shows the clock of a datetime.
    long shown = ofDatetime ? seconds % RawNumber.SECONDS_PER_DAY : seconds;
    String plain = number.toPlainString();
    int point = plain.indexOf('.');
    String fraction = point < 0 ? "" : ClockText.withoutTrailingZeros(plain.substring(point + 1));
    int hours = (int) (shown / 3600);
    int rest = (int) (shown % 3600);
    return signed(negative, ClockText.of(hours, rest / 60, rest % 60, fraction));
  }

  @Override
  ProblemCode defect() {
    return ProblemCode.NOT_A_TIME;
  }

  private static ClockText minutes(TextCursor cursor) {
    int minutes = cursor.number(1, 8);
    if (minutes < 0 || cursor.take(":") == '\0') {
      return null;
    }
    int seconds = cursor.number(2, 2);
    return ClockText.of(minutes / 60, minutes % 60, seconds, ClockText.fraction(cursor));
  }

  private static String signed(boolean negative, ClockText clock) {
    return negative ? "-" + clock : clock.toString();
  }
}
