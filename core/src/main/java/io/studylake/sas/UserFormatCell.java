package io.studylake.sas;

/**
 * The label that a user format prints for a number: text, always, as the same column holds {@code
 * Male} in one delivery and {@code 1} in the next. A missing value is null where it is printed with
 * its point; a letter alone may be a label.
 */
final class UserFormatCell implements CellReader<String> {
  private static final long serialVersionUID = 1L;

  @Override
  public String read(String cell, CellNotes notes) {
    if (cell == null) {
      return null;
    }
    int end = cell.length();
    while (end > 0 && cell.charAt(end - 1) == ' ') {
      end--;
    }
    String text = cell.substring(0, end);
    String label = text.stripLeading();
    boolean pointed = !label.isEmpty() && label.charAt(0) == '.';
    boolean missing = label.isEmpty() || (pointed && label.length() == 1);
    if (pointed && label.length() == 2 && MissingValue.isSpecial(label.charAt(1))) {
      return MissingValue.is(label, java.util.List.of(), notes) ? null : text;
    }
    return missing ? null : text;
  }
}
