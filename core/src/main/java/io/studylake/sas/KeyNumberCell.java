package io.studylake.sas;

import io.studylake.problem.ProblemCode;

/**
 * Cells of a numeric column that ids or keys are taken from: an exponent means that SAS printed
 * fewer digits than the number has (BEST12. gives 1.23E12 for an id of 13 digits), so that two
 * members would become one. Under a user format that was not applied SAS prints with BEST12. too.
 *
 * <p>Source: SAS 9.4 Formats and Informats: Reference, "BESTw. Format"; SAS 9.4 System Options:
 * Reference, "NOFMTERR".
 */
record KeyNumberCell(CellReader<?> reader) implements CellReader<Object> {
  @Override
  public Object read(String cell, CellNotes notes) {
    if (cell != null && hasExponent(cell)) {
      notes.defect(ProblemCode.KEY_PRECISION_LOST);
      return null;
    }
    return reader.read(cell, notes);
  }

  /** Whether it is a number with an exponent, and not a special missing or a label with an E. */
  private static boolean hasExponent(String cell) {
    return (cell.indexOf('E') >= 0 || cell.indexOf('e') >= 0)
        && !Double.isNaN(NumberText.parse(NumericCell.trimmed(cell)));
  }
}
