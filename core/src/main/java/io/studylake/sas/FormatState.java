package io.studylake.sas;

import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import java.util.Locale;
import java.util.Optional;

/**
 * What the cells of a user format's column held: the numbers behind the format, or its labels. SAS
 * prints labels where it finds the format and numbers where it does not (option NOFMTERR), so that
 * it changes with the sponsor's session and not with the data.
 */
public enum FormatState {
  /** Numbers alone. */
  CODED,
  /** Labels alone, printed by SAS or decoded by the formats file. */
  DECODED,
  /** Both, as a format that has labels for some numbers prints. */
  MIXED;

  /**
   * The state of a column.
   *
   * @param codes whether a number was seen ({@link CellNotes#userFormat} with true)
   * @param labels whether a label was seen
   * @return empty when nothing was seen, as in a column of missing values
   */
  public static Optional<FormatState> of(boolean codes, boolean labels) {
    if (codes && labels) {
      return Optional.of(MIXED);
    }
    if (codes) {
      return Optional.of(CODED);
    }
    return labels ? Optional.of(DECODED) : Optional.empty();
  }

  /**
   * The state of a word of {@code meta.columns}.
   *
   * @return empty for what is none, as a null of an older version
   */
  public static Optional<FormatState> ofWord(String word) {
    for (FormatState state : values()) {
      if (state.word().equals(word)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** Its word in {@code meta.columns}: coded, decoded, mixed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The problem of a column that is printed otherwise than before: queries for one form find
   * nothing of the other.
   *
   * @param before its state in the parent snapshot
   * @param file the delivered file
   * @param column its name as the contents write it
   * @return empty when it is as before
   */
  public Optional<Problem> changedFrom(FormatState before, String file, String column) {
    if (before == this) {
      return Optional.empty();
    }
    String message =
        "Column %s of %s holds %s; in the snapshot before it held %s. Ask the sponsor to export with the same formats each time, or for a formats file (PROC FORMAT CNTLOUT=)."
            .formatted(column, file, held(), before.held());
    return Optional.of(
        Problem.of(ProblemCode.FORMAT_STATE_CHANGED, file, message).inColumn(column));
  }

  private String held() {
    return switch (this) {
      case CODED -> "the codes of its user format";
      case DECODED -> "the labels of its user format";
      case MIXED -> "codes and labels of its user format";
    };
  }
}
