package io.studylake.sas;

/** Reads a short text from left to right; -1 and false mean that it says something else there. */
final class TextCursor {
  private static final String[] MONTHS = {
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"
  };

  private final String text;
  private int at;
  private long twoDigitYear = DateText.NONE;

  TextCursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at == text.length();
  }

  /** Remembers a day, in days since 1970-01-01, whose year has two digits. */
  void sawTwoDigitYear(long epochDay) {
    twoDigitYear = epochDay;
  }

  /** Whether the text ends here; only then is a year of two digits noted. */
  boolean endsHere(CellNotes notes) {
    if (atEnd() && twoDigitYear != DateText.NONE) {
      notes.twoDigitYear(twoDigitYear);
    }
    return atEnd();
  }

  /** How many digits follow. */
  int digitsAhead() {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end - at;
  }

  /** The number of the next digits, at least {@code least} and at most {@code most} of them. */
  int number(int least, int most) {
    int count = Math.min(digitsAhead(), most);
    if (count < least) {
      return -1;
    }
    int value = 0;
    for (int end = at + count; at < end; at++) {
      value = value * 10 + (text.charAt(at) - '0');
    }
    return value;
  }

  /** Takes one of some characters; NUL when none of them follows. */
  char take(String wanted) {
    if (at < text.length() && wanted.indexOf(text.charAt(at)) >= 0) {
      return text.charAt(at++);
    }
    return '\0';
  }

  /** Takes a text, in either case. */
  boolean takeText(String wanted) {
    if (text.regionMatches(true, at, wanted, 0, wanted.length())) {
      at += wanted.length();
      return true;
    }
    return false;
  }

  /** Takes the name of a month, three letters: 1 to 12. */
  int monthName() {
    for (int month = 0; month < MONTHS.length; month++) {
      if (takeText(MONTHS[month])) {
        return month + 1;
      }
    }
    return -1;
  }

  /** The digits that follow. */
  String digits() {
    int from = at;
    at += digitsAhead();
    return text.substring(from, at);
  }
}
