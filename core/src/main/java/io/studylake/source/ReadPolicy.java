package io.studylake.source;

import java.io.Serializable;

/**
 * What happens to a record with a defect.
 *
 * @param onDefect what
 * @param most so many are set aside at most; one more is kept to tell that they are too many
 * @param kept so many defects of each kind are kept with line, column and value
 */
public record ReadPolicy(OnDefect onDefect, long most, int kept) implements Serializable {
  /** What happens to it. */
  public enum OnDefect {
    /** It is reported; its bad cells are null, and who reads has to look at the findings. */
    REPORT,
    /** It is reported and set aside. */
    SET_ASIDE,
    /** It ends the read. */
    END
  }

  /** The first defect ends the read. */
  static final ReadPolicy STRICT = new ReadPolicy(OnDefect.END, 0, 1);

  /** Characters of records that one file's findings hold at most. */
  static final long MOST_CHARACTERS = 16L << 20;
}
