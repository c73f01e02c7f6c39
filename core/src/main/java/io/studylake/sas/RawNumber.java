package io.studylake.sas;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A number as SAS prints a stored date, datetime or time without its format (BEST12.): no leading
 * zeros. E-notation has lost digits and is refused.
 */
final class RawNumber {
  /** Days from 1960-01-01 to 1970-01-01. */
  static final long EPOCH_DAYS = 3653;

  static final long SECONDS_PER_DAY = 86_400;

  /** 1582-01-01 and 9999-12-31 in days since 1970-01-01: the dates that SAS knows. */
  private static final long FIRST_DAY = LocalDate.of(1582, 1, 1).toEpochDay();

  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  private RawNumber() {}

  static boolean is(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    int end = point < 0 ? text.length() : point;
    int digits = end - at;
    if (digits > 15 || (digits > 1 && text.charAt(at) == '0')) {
      return false;
    }
    return allDigits(text, at, end)
        && (point < 0
            ? digits > 0
            : point + 1 < text.length()
                && text.length() - point < 16
                && allDigits(text, point + 1, text.length()));
  }

  static boolean isWhole(String text) {
    return text.indexOf('.') < 0;
  }

  /** The exact number. */
  static BigDecimal parse(String text) {
    return isWhole(text) ? BigDecimal.valueOf(Long.parseLong(text)) : new BigDecimal(text);
  }

  /** Whether a day since 1970-01-01 is one that SAS knows. */
  static boolean isKnownDay(long epochDay) {
    return epochDay >= FIRST_DAY && epochDay <= LAST_DAY;
  }

  private static boolean allDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
