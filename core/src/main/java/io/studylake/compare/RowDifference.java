package io.studylake.compare;

/** How the rows of a table differ from those of another version of it. */
public sealed interface RowDifference {
  /** Rows of the earlier version. */
  long before();

  /** Rows of the later version. */
  long after();

  /**
   * The rows were compared. A row that changed is one removed and one added; a row that is there
   * three times and was there twice is one added.
   *
   * @param added rows of the later version that the earlier one has not
   * @param removed rows of the earlier version that the later one has not
   */
  record Counted(long before, long after, long added, long removed) implements RowDifference {
    /** Rows that both versions have. */
    public long common() {
      return before - removed;
    }

    /** Whether both versions have the same rows, in any order. */
    public boolean same() {
      return added == 0 && removed == 0;
    }
  }

  /**
   * The rows were not compared.
   *
   * @param reason why, as the end of a sentence
   */
  record NotCounted(long before, long after, String reason) implements RowDifference {}
}
