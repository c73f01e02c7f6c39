package io.studylake.sas;

import io.studylake.problem.ProblemCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * A datetime without time zone. Formatted text may lack the last parts of its clock, which then are
 * zero; fractions of a second beyond microseconds are cut off.
 */
final class DatetimeCell extends TwoFormCell<LocalDateTime> {
  private static final long serialVersionUID = 1L;
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000L);

  private final FormatFamily family;
  private final CellRules rules;

  DatetimeCell(SasFormat format, CellRules rules, DateForm form) {
    super(rules, form);
    this.family = format.family();
    this.rules = rules;
  }

  @Override
  LocalDateTime formatted(String text, CellNotes notes) {
    TextCursor cursor = new TextCursor(text);
    boolean iso = family == FormatFamily.ISO_DATETIME || cursor.digitsAhead() > 2;
    boolean basic = iso && cursor.digitsAhead() == 8;
    FormatFamily dateFamily = iso ? FormatFamily.YEAR_MONTH_DAY : FormatFamily.DAY_MONTH_NAME_YEAR;
    long day = new DateText(dateFamily, rules).parse(cursor);
    if (day == DateText.NONE) {
      return null;
    }
    ClockText clock = new ClockText(0, 0, 0, "");
    if (!cursor.atEnd()) {
      boolean separated = cursor.take(iso ? "T " : ": ") != '\0';
      clock = basic ? ClockText.parseBasic(cursor) : ClockText.parse(cursor, 1);
      if (!separated || clock == null || clock.hours() > 23) {
        return null;
      }
    }
    // E8601DZ and its kin print the zone; only that of UTC leaves the clock as it is.
    boolean whole = cursor.atEnd() || (iso && isUtc(cursor));
    return whole && cursor.endsHere(notes) ? at(day, clock) : null;
  }

  @Override
  LocalDateTime raw(String text) {
    if (!RawNumber.is(text)) {
      return null;
    }
    BigDecimal number = RawNumber.parse(text).setScale(6, RoundingMode.FLOOR);
    long seconds = number.setScale(0, RoundingMode.FLOOR).longValueExact();
    long day = Math.floorDiv(seconds, RawNumber.SECONDS_PER_DAY) - RawNumber.EPOCH_DAYS;
    if (!RawNumber.isKnownDay(day)) {
      return null;
    }
    long nanos = number.subtract(BigDecimal.valueOf(seconds)).multiply(NANOS).longValueExact();
    return LocalDate.ofEpochDay(day)
        .atStartOfDay()
        .plusSeconds(Math.floorMod(seconds, RawNumber.SECONDS_PER_DAY))
        .plusNanos(nanos);
  }

  private static boolean isUtc(TextCursor cursor) {
    boolean zone = cursor.takeText("Z") || cursor.takeText("+00:00") || cursor.takeText("+0000");
    return zone && cursor.atEnd();
  }

  @Override
  ProblemCode defect() {
    return ProblemCode.NOT_A_DATETIME;
  }

  private static LocalDateTime at(long day, ClockText clock) {
    String micros = (clock.fraction() + "000000").substring(0, 6);
    return LocalDate.ofEpochDay(day)
        .atTime(clock.hours(), clock.minutes(), clock.seconds(), Integer.parseInt(micros) * 1000);
  }
}
