package io.studylake.sas;

import io.studylake.problem.ProblemCode;
import java.time.LocalDate;

/**
 * A date printed without its day, as reduced ISO 8601 text: {@code 2014-01}, {@code 2014}, and
 * {@code 2014-Q1}, for which ISO 8601 has no form. A raw number has its day, and keeps it.
 */
final class ReducedDateCell extends TwoFormCell<String> {
  private static final long serialVersionUID = 1L;
  private static final String SEPARATORS = "-/.:M ";

  private final FormatFamily family;
  private final CellRules rules;
  private final boolean ofDatetime;

  ReducedDateCell(SasFormat format, CellRules rules, DateForm form) {
    super(rules, form);
    this.family = format.family();
    this.rules = rules;
    this.ofDatetime = format.ofDatetime();
  }

  @Override
  String formatted(String text, CellNotes notes) {
    TextCursor cursor = new TextCursor(text);
    String reduced =
        switch (family) {
          case MONTH_NAME_YEAR -> {
            int month = cursor.monthName();
            yield yearMonth(cursor, cursor.digitsAhead(), month);
          }
          case MONTH_YEAR -> {
            int month = cursor.number(1, 2);
            cursor.take(SEPARATORS);
            yield yearMonth(cursor, cursor.digitsAhead(), month);
          }
          case YEAR_MONTH -> yearFirst(cursor);
          case YEAR -> {
            int digits = cursor.digitsAhead();
            int year = fullYear(cursor, cursor.number(2, 4), digits, 1);
            yield year < 0 ? null : "%04d".formatted(year);
          }
          default -> quarter(cursor);
        };
    return reduced != null && cursor.endsHere(notes) ? reduced : null;
  }

  @Override
  String raw(String text) {
    Integer day = DateCell.rawDay(text, ofDatetime);
    return day == null ? null : LocalDate.ofEpochDay(day).toString();
  }

  @Override
  ProblemCode defect() {
    return ProblemCode.NOT_A_DATE;
  }

  private String yearMonth(TextCursor cursor, int digits, int month) {
    int year = fullYear(cursor, cursor.number(2, 4), digits, month);
    return year < 0 ? null : "%04d-%02d".formatted(year, month);
  }

  private String yearFirst(TextCursor cursor) {
    int run = cursor.digitsAhead();
    int digits = run == 6 ? 4 : run;
    int written = cursor.number(2, digits);
    if (run != 6 && cursor.take(SEPARATORS) == '\0') {
      return null;
    }
    int month = cursor.number(1, 2);
    int year = fullYear(cursor, written, digits, month);
    return year < 0 ? null : "%04d-%02d".formatted(year, month);
  }

  private String quarter(TextCursor cursor) {
    int run = cursor.digitsAhead();
    int digits = run == 5 || run == 3 ? run - 1 : run;
    int written = cursor.number(2, digits);
    if (digits == run && cursor.take("Q-/.: ") == '\0') {
      return null;
    }
    int quarter = cursor.number(1, 1);
    if (quarter < 1 || quarter > 4) {
      return null;
    }
    int year = fullYear(cursor, written, digits, quarter * 3 - 2);
    return year < 0 ? null : "%04d-Q%d".formatted(year, quarter);
  }

  /** The year that was written with so many digits; -1 for none, or where the month is none. */
  private int fullYear(TextCursor cursor, int written, int digits, int month) {
    if (written < 0 || month < 1 || month > 12 || (digits != 2 && digits != 4)) {
      return -1;
    }
    int year = digits == 2 ? rules.fullYear(written) : written;
    if (year < 1582) {
      return -1;
    }
    if (digits == 2) {
      cursor.sawTwoDigitYear(LocalDate.of(year, month, 1).toEpochDay());
    }
    return year;
  }
}
