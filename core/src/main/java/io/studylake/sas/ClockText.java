package io.studylake.sas;

/**
 * Hours, minutes and seconds as SAS's formats print them.
 *
 * @param hours may be more than 23 for a duration
 * @param fraction the decimals of the seconds, without trailing zeros; may be empty
 */
record ClockText(int hours, int minutes, int seconds, String fraction) {
  /**
   * Reads {@code H:MM[:SS[.f]] [AM|PM]}.
   *
   * @param least how many of hours, minutes and seconds have to be there
   * @return null when it says something else
   */
  static ClockText parse(TextCursor cursor, int least) {
    int hours = cursor.number(1, 8);
    int minutes = 0;
    int seconds = 0;
    String fraction = "";
    int parts = 1;
    if (cursor.take(":") != '\0') {
      minutes = cursor.number(2, 2);
      parts++;
      if (cursor.take(":") != '\0') {
        seconds = cursor.number(2, 2);
        parts++;
        fraction = fraction(cursor);
      }
    }
    if (parts < least) {
      return null;
    }
    boolean blank = cursor.take(" ") != '\0';
    boolean morning = cursor.takeText("AM");
    boolean evening = !morning && cursor.takeText("PM");
    if (!morning && !evening) {
      return blank ? null : of(hours, minutes, seconds, fraction);
    }
    boolean twelveHours = hours >= 1 && hours <= 12;
    return twelveHours ? of(hours % 12 + (evening ? 12 : 0), minutes, seconds, fraction) : null;
  }

  /** Reads {@code HHMMSS[.f]}. */
  static ClockText parseBasic(TextCursor cursor) {
    int hours = cursor.number(2, 2);
    int minutes = cursor.number(2, 2);
    int seconds = cursor.number(2, 2);
    return of(hours, minutes, seconds, fraction(cursor));
  }

  static ClockText of(int hours, int minutes, int seconds, String fraction) {
    boolean valid = hours >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
    return valid ? new ClockText(hours, minutes, seconds, fraction) : null;
  }

  /** Reads the decimals of a number, without trailing zeros; empty when there are none. */
  static String fraction(TextCursor cursor) {
    return cursor.take(".") == '\0' ? "" : withoutTrailingZeros(cursor.digits());
  }

  static String withoutTrailingZeros(String digits) {
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  @Override
  public String toString() {
    String clock = "%02d:%02d:%02d".formatted(hours, minutes, seconds);
    return fraction.isEmpty() ? clock : clock + "." + fraction;
  }
}
