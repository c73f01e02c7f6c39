package io.studylake.sas;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The labels of one numeric user format. Single values come before ranges, ranges in the order of
 * the file, OTHER last. FUZZ= is not applied: what was printed is compared as it was printed.
 *
 * <p>Source: Base SAS 9.4 Procedures Guide, "FORMAT Procedure: Specifying Values or Ranges".
 */
final class UserFormat implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Of a format that no file describes: it has no label. */
  static final UserFormat UNKNOWN = new UserFormat();

  private final Map<Double, Label> values = new HashMap<>();
  private final List<Label> ranges = new ArrayList<>();
  private final Set<String> printed = new HashSet<>();
  private Label other;

  /** What is printed for numbers; text is null where another format prints them. */
  record Label(double from, boolean fromExcluded, double to, boolean toExcluded, String text)
      implements Serializable {
    boolean covers(double number) {
      boolean above = fromExcluded ? number > from : number >= from;
      return above && (toExcluded ? number < to : number <= to);
    }
  }

  /** Adds the label of a value or of a range; the first of a value holds. */
  void add(Label label) {
    if (label.from() == label.to()) {
      values.putIfAbsent(withoutMinusZero(label.from()), label);
    } else {
      ranges.add(label);
    }
    remember(label);
  }

  /** Adds the label of all numbers that no other label covers. */
  void addOther(Label label) {
    other = other == null ? label : other;
    remember(label);
  }

  private void remember(Label label) {
    if (label.text() != null) {
      printed.add(label.text().stripLeading());
    }
  }

  /** Whether a formats file describes it. */
  boolean isKnown() {
    return !values.isEmpty() || !ranges.isEmpty() || other != null;
  }

  /**
   * Whether it prints a text for some number.
   *
   * @param text without blanks around it
   */
  boolean prints(String text) {
    return printed.contains(text);
  }

  /** The label of a number; null where it has none. */
  String label(double number) {
    Label found = values.get(withoutMinusZero(number));
    for (int i = 0; found == null && i < ranges.size(); i++) {
      found = ranges.get(i).covers(number) ? ranges.get(i) : null;
    }
    found = found == null ? other : found;
    return found == null ? null : found.text();
  }

  private static double withoutMinusZero(double number) {
    return number == 0 ? 0 : number;
  }

  @Override
  public String toString() {
    Map<Double, Label> sorted = new java.util.TreeMap<>(values);
    return "%s %s %s".formatted(sorted.values(), ranges, other);
  }
}
