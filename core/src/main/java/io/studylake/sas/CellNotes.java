package io.studylake.sas;

import io.studylake.problem.ProblemCode;

/** Hears what a cell's reader finds beside the value. */
public interface CellNotes {
  /** The cell has no value, as its text is wrong. */
  void defect(ProblemCode code);

  /**
   * The cell holds a special missing value.
   *
   * @param which {@code A} to {@code Z} or {@code _}
   */
  void specialMissing(char which);

  /**
   * The cell's year has two digits.
   *
   * @param epochDay the day that was read, in days since 1970-01-01
   */
  void twoDigitYear(long epochDay);

  /**
   * A cell of a user format holds a value that tells whether the format was applied.
   *
   * @param coded whether the value is a number, so that neither SAS nor the formats file applied it
   */
  void userFormat(boolean coded);

  /** The cell holds a code that the formats file does not decode; the code is its value. */
  void codeWithoutLabel();

  /** Hears nothing. */
  CellNotes NONE =
      new CellNotes() {
        @Override
        public void defect(ProblemCode code) {}

        @Override
        public void specialMissing(char which) {}

        @Override
        public void twoDigitYear(long epochDay) {}

        @Override
        public void userFormat(boolean coded) {}

        @Override
        public void codeWithoutLabel() {}
      };
}
