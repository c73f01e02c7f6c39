package io.studylake.source;

import java.io.Serializable;

/**
 * What happens to a record with a defect.
 *
 * @param setsAside whether it is set aside; otherwise it is reported, and its bad cells are null
 * @param most so many are set aside at most; one more is kept to tell that they are too many
 * @param kept so many defects of each kind are kept with line, column and value
 */
public record ReadPolicy(boolean setsAside, long most, int kept) implements Serializable {
  /** Characters of records that one file's findings hold at most. */
  static final long MOST_CHARACTERS = 64L << 20;
}
