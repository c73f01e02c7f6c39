package io.studylake.sas;

import java.io.Serializable;

/**
 * Turns the text of one numeric column's cells into values. Called once per cell, so it speaks
 * Spark's language: null for a missing value.
 *
 * @param <T> Double, Integer (days since 1970-01-01), LocalDateTime or String
 */
public interface CellReader<T> extends Serializable {
  /**
   * The value of a cell.
   *
   * @param cell its text; null for an empty one
   * @return null for a missing value, and for a defect, which {@code notes} hears
   */
  T read(String cell, CellNotes notes);
}
