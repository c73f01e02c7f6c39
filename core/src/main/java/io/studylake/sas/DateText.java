package io.studylake.sas;

import java.time.LocalDate;
import java.time.Month;
import java.time.Year;

/** Dates as SAS's formats print them, and ISO 8601 dates, which cannot be mistaken. */
final class DateText {
  /** No date. */
  static final long NONE = Long.MIN_VALUE;

  private static final String SEPARATORS = "/-.: ";

  private final FormatFamily family;
  private final CellRules rules;

  DateText(FormatFamily family, CellRules rules) {
    this.family = family;
    this.rules = rules;
  }

  /** The days since 1970-01-01 of a whole text, or {@link #NONE}. */
  long parse(String text, CellNotes notes) {
    TextCursor cursor = new TextCursor(text);
    long day = parse(cursor);
    return day != NONE && cursor.endsHere(notes) ? day : NONE;
  }

  /** The days since 1970-01-01 of what comes next, or {@link #NONE}. */
  long parse(TextCursor cursor) {
    if (family == FormatFamily.DAY_MONTH_NAME_YEAR && cursor.digitsAhead() <= 2) {
      return dayMonthName(cursor);
    }
    int run = cursor.digitsAhead();
    if (family == FormatFamily.YEAR_DAY && (run == 5 || run == 7)) {
      return yearDay(cursor, run - 3);
    }
    if (run == 6 || run == 8) {
      return unseparated(cursor, run - 4);
    }
    if (run == 4 || family == FormatFamily.YEAR_MONTH_DAY) {
      return yearFirst(cursor);
    }
    return yearLast(cursor);
  }

  private long dayMonthName(TextCursor cursor) {
    int day = cursor.number(1, 2);
    char separator = cursor.take("-/ ");
    int month = cursor.monthName();
    if (separator != cursor.take("-/ ")) {
      return NONE;
    }
    int yearDigits = cursor.digitsAhead();
    return date(cursor, cursor.number(2, 4), yearDigits, month, day);
  }

  private long yearDay(TextCursor cursor, int yearDigits) {
    int year = cursor.number(yearDigits, yearDigits);
    int dayOfYear = cursor.number(3, 3);
    int full = yearDigits == 2 ? rules.fullYear(year) : year;
    if (dayOfYear < 1 || dayOfYear > Year.of(full).length()) {
      return NONE;
    }
    LocalDate date = LocalDate.ofYearDay(full, dayOfYear);
    return date(cursor, year, yearDigits, date.getMonthValue(), date.getDayOfMonth());
  }

  private long unseparated(TextCursor cursor, int yearDigits) {
    switch (family) {
      case DAY_MONTH_YEAR -> {
        int day = cursor.number(2, 2);
        int month = cursor.number(2, 2);
        return date(cursor, cursor.number(yearDigits, yearDigits), yearDigits, month, day);
      }
      case MONTH_DAY_YEAR -> {
        int month = cursor.number(2, 2);
        int day = cursor.number(2, 2);
        return date(cursor, cursor.number(yearDigits, yearDigits), yearDigits, month, day);
      }
      case YEAR_MONTH_DAY -> {
        int year = cursor.number(yearDigits, yearDigits);
        int month = cursor.number(2, 2);
        return date(cursor, year, yearDigits, month, cursor.number(2, 2));
      }
      default -> {
        return NONE;
      }
    }
  }

  private long yearFirst(TextCursor cursor) {
    int yearDigits = cursor.digitsAhead();
    int year = cursor.number(2, 4);
    char separator = cursor.take(SEPARATORS);
    int month = cursor.number(1, 2);
    if (separator == '\0' || cursor.take(SEPARATORS) != separator) {
      return NONE;
    }
    if (family != FormatFamily.YEAR_MONTH_DAY && separator != '-') {
      return NONE;
    }
    return date(cursor, year, yearDigits, month, cursor.number(1, 2));
  }

  private long yearLast(TextCursor cursor) {
    int first = cursor.number(1, 2);
    char separator = cursor.take(SEPARATORS);
    int second = cursor.number(1, 2);
    if (separator == '\0' || cursor.take(SEPARATORS) != separator) {
      return NONE;
    }
    int yearDigits = cursor.digitsAhead();
    int year = cursor.number(2, 4);
    return switch (family) {
      case DAY_MONTH_YEAR -> date(cursor, year, yearDigits, second, first);
      case MONTH_DAY_YEAR -> date(cursor, year, yearDigits, first, second);
      default -> NONE;
    };
  }

  private long date(TextCursor cursor, int year, int yearDigits, int month, int day) {
    if (year < 0 || (yearDigits != 2 && yearDigits != 4) || month < 1 || month > 12 || day < 1) {
      return NONE;
    }
    int full = yearDigits == 2 ? rules.fullYear(year) : year;
    if (day > Month.of(month).length(Year.isLeap(full))) {
      return NONE;
    }
    long epochDay = LocalDate.of(full, month, day).toEpochDay();
    if (!RawNumber.isKnownDay(epochDay)) {
      return NONE;
    }
    if (yearDigits == 2) {
      cursor.sawTwoDigitYear(epochDay);
    }
    return epochDay;
  }
}
