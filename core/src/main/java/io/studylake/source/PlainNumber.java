package io.studylake.source;

/** Numbers of digits, sign and point alone, read from bytes: most cells of most files. */
final class PlainNumber {
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  /** So many digits are a double without loss, and so is the power of ten that divides them. */
  private static final int EXACT_DIGITS = 15;

  private PlainNumber() {}

  /**
   * The double nearest to the number: one exact division (Clinger, "How to Read Floating Point
   * Numbers Accurately", 1990).
   *
   * @return NaN for what is not so plain
   */
  static double parse(byte[] bytes, int from, int to) {
    int at = from;
    boolean negative = bytes[at] == '-';
    if (negative) {
      at++;
    }
    long number = 0;
    int point = -1;
    int first = at;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        number = number * 10 + digit;
      } else if (bytes[at] == '.' && point < 0) {
        point = at;
      } else {
        return Double.NaN;
      }
    }
    int digits = to - first - (point < 0 ? 0 : 1);
    if (digits == 0 || digits > EXACT_DIGITS) {
      return Double.NaN;
    }
    double value = point < 0 ? number : number / POWERS_OF_TEN[to - point - 1];
    return negative ? -value : value;
  }
}
