package io.studylake.sas;

import java.math.BigDecimal;

/**
 * The grammar of numbers: an optional sign, digits with at most one point, an optional exponent.
 * Java's own parser takes more: {@code NaN}, {@code Infinity}, {@code 1d}, {@code 0x1p3}.
 */
final class NumberText {
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** Up to here a long is a double without loss, and so are ten to the 0 to 22. */
  static final long EXACT = 1L << 53;

  private NumberText() {}

  /**
   * The number nearest to the text, as {@link Double#parseDouble} gives it. Few digits and no
   * exponent need one exact division (Clinger, "How to Read Floating Point Numbers Accurately",
   * 1990).
   *
   * @return NaN for what is no number or too large for one
   */
  static double parse(String text) {
    int length = text.length();
    int at = 0;
    boolean negative = false;
    if (at < length && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      negative = text.charAt(0) == '-';
      at++;
    }
    long digits = 0;
    int seen = 0;
    int decimals = -1;
    for (; at < length; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
        seen++;
        if (decimals >= 0) {
          decimals++;
        }
      } else if (c == '.' && decimals < 0) {
        decimals = 0;
      } else {
        break;
      }
    }
    if (seen == 0 || (at < length && !isExponent(text, at))) {
      return Double.NaN;
    }
    if (at == length && seen <= 18 && digits <= EXACT) {
      double value = decimals > 0 ? digits / POWERS_OF_TEN[decimals] : digits;
      return negative ? -value : value;
    }
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /**
   * Whether a whole number's digits are not those of its double: the text is neither what the
   * double is exactly nor the shortest text that means it. SAS keeps numerics in doubles, so that
   * such digits were typed or came from elsewhere, and two ids could become one.
   *
   * <p>Source: SAS 9.4 Language Reference: Concepts, "Numerical Accuracy in SAS Software": whole
   * numbers up to 9,007,199,254,740,992 (2 to the 53) are exact. Decimals are never exact; SAS
   * prints up to 17 of their digits, which are enough to find the double again.
   *
   * @param text a number without an exponent
   * @param value its double
   */
  static boolean losesDigits(String text, double value) {
    if (Math.abs(value) < EXACT || text.indexOf('E') >= 0 || text.indexOf('e') >= 0) {
      return false;
    }
    BigDecimal written = new BigDecimal(text);
    boolean whole = written.signum() == 0 || written.stripTrailingZeros().scale() <= 0;
    return whole
        && written.compareTo(new BigDecimal(value)) != 0
        && written.compareTo(new BigDecimal(Double.toString(value))) != 0;
  }

  private static boolean isExponent(String text, int from) {
    int at = from;
    if (text.charAt(at) != 'E' && text.charAt(at) != 'e') {
      return false;
    }
    at++;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    int first = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > first && at == text.length();
  }
}
