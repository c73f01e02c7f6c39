package io.studylake.sas;

/**
 * Numbers as COMMA, DOLLAR, PERCENT, NEGPAREN and their kin print them: {@code $-1,234.50}, {@code
 * (1,234)}, {@code (12.3%)}.
 *
 * <p>Source: SAS 9.4 Formats and Informats: Reference.
 */
final class GroupedNumberText {
  private static final String CURRENCIES = "$€¥";

  private GroupedNumberText() {}

  /**
   * The number of a text.
   *
   * @param point the decimal point
   * @param separator between groups of three digits
   * @param euro whether an E stands for the currency, as EURO and EUROX print it
   * @return NaN for what is no such number
   */
  static double parse(String text, char point, char separator, boolean euro) {
    String rest = text;
    boolean negative = false;
    boolean percent = false;
    if (rest.startsWith("(") && rest.endsWith(")")) {
      negative = true;
      rest = inner(rest);
    }
    if (rest.endsWith("%")) {
      percent = true;
      rest = rest.substring(0, rest.length() - 1).stripTrailing();
    }
    // The sign stands before or after the currency.
    boolean currency = false;
    for (int i = 0; i < 2 && !rest.isEmpty(); i++) {
      char first = rest.charAt(0);
      if (first == '-' && !negative) {
        negative = true;
        rest = rest.substring(1).stripLeading();
      } else if (!currency && (CURRENCIES.indexOf(first) >= 0 || (euro && first == 'E'))) {
        currency = true;
        rest = rest.substring(1).stripLeading();
      }
    }
    if (rest.startsWith("(") && rest.endsWith(")") && !negative) {
      negative = true;
      rest = inner(rest);
    }
    String plain = ungrouped(rest, point, separator);
    if (plain.isEmpty()) {
      return Double.NaN;
    }
    double value = NumberText.parse(percent ? plain + "E-2" : plain);
    return negative ? -value : value;
  }

  /**
   * The same as {@link NumberText#losesDigits} for the number of a text; never for a percentage.
   */
  static boolean losesDigits(String text, char point, double value) {
    if (text.indexOf('%') >= 0) {
      return false;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        plain.append(c);
      } else if (c == point) {
        plain.append('.');
      }
    }
    return NumberText.losesDigits(plain.toString(), Math.abs(value));
  }

  private static String inner(String text) {
    return text.substring(1, text.length() - 1).strip();
  }

  /** The digits with a decimal point and no separators; empty where a group is no group. */
  private static String ungrouped(String text, char point, char separator) {
    int end = text.indexOf(point);
    if (end < 0) {
      end = text.length();
    }
    StringBuilder plain = new StringBuilder(text.length());
    int group = -1;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == separator) {
        if (group >= 0 ? group != 3 : plain.isEmpty() || plain.length() > 3) {
          return "";
        }
        group = 0;
      } else if (c >= '0' && c <= '9') {
        plain.append(c);
        group = group >= 0 ? group + 1 : -1;
      } else {
        return "";
      }
    }
    if (group >= 0 && group != 3) {
      return "";
    }
    if (end < text.length()) {
      String decimals = text.substring(end + 1);
      if (!decimals.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return "";
      }
      plain.append('.').append(decimals);
    }
    return plain.toString();
  }
}
