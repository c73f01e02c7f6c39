package io.studylake.sas;

import io.studylake.problem.ProblemCode;

/**
 * Cells of a numeric column that ids or keys are taken from: an exponent means that SAS printed
 * fewer digits than the number has (BEST12. gives 1.23E12 for an id of 13 digits), so that two
 * members would become one.
 *
 * <p>Source: SAS 9.4 Formats and Informats: Reference, "BESTw. Format".
 */
record KeyNumberCell(CellReader<?> reader) implements CellReader<Object> {
  @Override
  public Object read(String cell, CellNotes notes) {
    Object value = reader.read(cell, notes);
    if (value != null && (cell.indexOf('E') >= 0 || cell.indexOf('e') >= 0)) {
      notes.defect(ProblemCode.KEY_PRECISION_LOST);
      return null;
    }
    return value;
  }
}
