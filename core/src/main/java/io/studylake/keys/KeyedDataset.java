package io.studylake.keys;

import java.util.List;

/**
 * A raw table whose natural keys are looked at.
 *
 * @param dataset its dataset name; the table is {@code raw.<dataset>}
 * @param columns its lower-case column names
 * @param rows its rows
 */
public record KeyedDataset(String dataset, List<String> columns, long rows) {
  /** Copies what is mutable. */
  public KeyedDataset {
    columns = List.copyOf(columns);
  }
}
