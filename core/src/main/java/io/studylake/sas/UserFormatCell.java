package io.studylake.sas;

import io.studylake.problem.ProblemCode;
import java.util.List;

/**
 * The label that a user format prints for a number: text, always, as the same column holds {@code
 * Male} in one delivery and {@code 1} in the next (SAS option NOFMTERR prints the number where the
 * format is not found). A formats file decodes such numbers.
 *
 * <p>A missing value is null where it is printed with its point, whatever the format prints for it;
 * a letter alone is taken for a label, as {@code Y} and {@code N} are more often than a special
 * missing value without its point.
 */
final class UserFormatCell implements CellReader<String> {
  private static final long serialVersionUID = 1L;

  private final List<String> missingCharacters;
  private final boolean ofSas;
  private final boolean printsLabels;
  private final boolean mayDecode;
  private final UserFormat labels;

  UserFormatCell(SasFormat format, CellRules rules, DateForm form, UserFormats formats) {
    this.missingCharacters = rules.missingCharacters();
    this.ofSas = !format.isUserFormat();
    this.printsLabels = form == DateForm.FORMATTED;
    this.mayDecode = !formats.isEmpty();
    this.labels = formats.find(format);
  }

  @Override
  public String read(String cell, CellNotes notes) {
    if (cell == null) {
      return null;
    }
    String text = withoutTrailingBlanks(cell);
    String value = NumericCell.trimmed(text);
    if (isMissing(value, notes)) {
      return null;
    }
    if (NumericCell.isOverflow(value) && !labels.prints(value)) {
      notes.defect(ProblemCode.FORMAT_OVERFLOW);
      return null;
    }
    if (ofSas) {
      return text;
    }
    double number = NumberText.parse(value);
    if (Double.isNaN(number)) {
      notes.userFormat(false);
      return text;
    }
    // 10 may be the code 10 or the label of 1; where formats are printed it is the label.
    return printsLabels && labels.prints(value) ? text : decoded(text, number, notes);
  }

  private String decoded(String text, double number, CellNotes notes) {
    String label = labels.label(number);
    if (label != null) {
      notes.userFormat(false);
      return label.isEmpty() ? null : label;
    }
    if (mayDecode) {
      notes.codeWithoutLabel();
    }
    if (!labels.isKnown()) {
      // A number that the format does not cover is printed as it is in either case.
      notes.userFormat(true);
    }
    return text;
  }

  private boolean isMissing(String value, CellNotes notes) {
    if (value.isEmpty() || value.equals(".")) {
      return true;
    }
    boolean special =
        value.length() == 2 && value.charAt(0) == '.' && MissingValue.isSpecial(value.charAt(1));
    return special
        ? MissingValue.is(value, missingCharacters, notes)
        : missingCharacters.contains(value) && !labels.prints(value);
  }

  private static String withoutTrailingBlanks(String cell) {
    int end = cell.length();
    while (end > 0 && cell.charAt(end - 1) == ' ') {
      end--;
    }
    return end == cell.length() ? cell : cell.substring(0, end);
  }
}
