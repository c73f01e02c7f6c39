package io.studylake.sas;

import java.util.List;

/**
 * SAS's missing numerics: blank, {@code .}, {@code .A} to {@code .Z}, {@code ._}; also a letter or
 * underscore alone, as SAS prints special missing values without the point.
 *
 * <p>Source: SAS 9.4 Language Reference: Concepts, "Missing Values".
 */
final class MissingValue {
  private MissingValue() {}

  /**
   * Whether a text is a missing value.
   *
   * @param text without blanks around it
   */
  static boolean is(String text, List<String> further, CellNotes notes) {
    int length = text.length();
    if (length == 0) {
      return true;
    }
    if (length <= 2) {
      char last = text.charAt(length - 1);
      boolean point = text.charAt(0) == '.';
      if (length == 1 && point) {
        return true;
      }
      if ((length == 1 || point) && isSpecial(last)) {
        if (!further.contains(text)) {
          notes.specialMissing(upper(last));
        }
        return true;
      }
    }
    return !further.isEmpty() && further.contains(text);
  }

  static boolean isSpecial(char c) {
    return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char) (c - 32) : c;
  }
}
