package io.studylake.sas;

import io.studylake.problem.ProblemCode;
import java.util.List;

/** What the cells of all numeric columns have in common: missing values and asterisks. */
abstract class NumericCell<T> implements CellReader<T> {
  private static final long serialVersionUID = 1L;

  private final List<String> missingCharacters;

  NumericCell(CellRules rules) {
    this.missingCharacters = rules.missingCharacters();
  }

  @Override
  public T read(String cell, CellNotes notes) {
    if (cell == null) {
      return null;
    }
    String text = trimmed(cell);
    if (isMissing(text, notes)) {
      return null;
    }
    if (isOverflow(text)) {
      notes.defect(ProblemCode.FORMAT_OVERFLOW);
      return null;
    }
    return readPresent(text, notes);
  }

  /** The value of a text that is there; null for a defect. */
  abstract T readPresent(String text, CellNotes notes);

  final boolean isMissing(String text, CellNotes notes) {
    return MissingValue.is(text, missingCharacters, notes);
  }

  /** SAS fills a field with asterisks when its format is too narrow for the number. */
  static boolean isOverflow(String text) {
    if (text.charAt(0) != '*') {
      return false;
    }
    return text.chars().allMatch(c -> c == '*');
  }

  /** The text without blanks (U+0020) around it. */
  static String trimmed(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && cell.charAt(from) == ' ') {
      from++;
    }
    while (to > from && cell.charAt(to - 1) == ' ') {
      to--;
    }
    return to - from == cell.length() ? cell : cell.substring(from, to);
  }
}
