package io.studylake.sas;

import io.studylake.sas.UserFormat.Label;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One row of what PROC FORMAT CNTLOUT= writes, as text.
 *
 * <p>Source: Base SAS 9.4 Procedures Guide, "FORMAT Procedure: Output Control Data Set".
 *
 * @param name FMTNAME
 * @param type TYPE: N numeric, C character, P picture, I and J informats; empty where not given
 * @param start START: a number, LOW, a missing value, or {@code **OTHER**}
 * @param end END: a number or HIGH; empty where not given: START is the only value
 * @param label LABEL
 * @param exclusions which ends of the range are no part of it
 * @param flags HLO: O is OTHER, L and H are LOW and HIGH, F a label that names another format
 */
public record FormatRow(
    String name,
    String type,
    String start,
    String end,
    String label,
    Exclusions exclusions,
    String flags) {

  /**
   * Which ends of a range are no part of it.
   *
   * @param start SEXCL is Y
   * @param end EEXCL is Y
   */
  public record Exclusions(boolean start, boolean end) {}

  /** Whether it describes a format of numbers; others are no concern of a numeric column. */
  public boolean isNumeric() {
    return type.isBlank() ? !name.strip().startsWith("$") : type.strip().equalsIgnoreCase("N");
  }

  /** The text that makes it unusable, a START or END that is none; empty for a usable row. */
  public Optional<String> defect() {
    if (!isNumeric() || isOther() || isMissing()) {
      return Optional.empty();
    }
    if (Double.isNaN(from())) {
      return Optional.of(start);
    }
    return Double.isNaN(to()) ? Optional.of(end) : Optional.empty();
  }

  /** Adds its label; a missing value has none, as it is null in the tables. */
  void addTo(UserFormat format) {
    // F: the label is the name of a format that prints the number, and no text.
    String text = has('F') ? null : label.stripTrailing();
    if (isOther()) {
      format.addOther(
          new Label(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false, text));
    } else if (!isMissing()) {
      format.add(new Label(from(), exclusions.start(), to(), exclusions.end(), text));
    }
  }

  private boolean isOther() {
    return has('O') || start.strip().equalsIgnoreCase("**OTHER**") || word(start).equals("OTHER");
  }

  private boolean isMissing() {
    String text = start.strip();
    return !text.isEmpty() && MissingValue.is(text, List.of(), CellNotes.NONE);
  }

  private double from() {
    return word(start).equals("LOW") || (has('L') && start.isBlank())
        ? Double.NEGATIVE_INFINITY
        : NumberText.parse(start.strip());
  }

  private double to() {
    if (word(end).equals("HIGH") || (has('H') && end.isBlank())) {
      return Double.POSITIVE_INFINITY;
    }
    return end.isBlank() ? from() : NumberText.parse(end.strip());
  }

  private boolean has(char flag) {
    return word(flags).indexOf(flag) >= 0;
  }

  private static String word(String text) {
    return text.strip().toUpperCase(Locale.ROOT);
  }
}
