package io.studylake.report;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How full a dataset is, as shares from 0 to 1.
 *
 * @param dataset lower case
 * @param nullKeys rows without a key, by entity
 * @param cells filled cells of the whole dataset
 * @param columns filled cells by column, in order of the contents
 */
public record DatasetRates(String dataset, List<Rate> nullKeys, Rate cells, List<Rate> columns) {
  /** Copies what is mutable. */
  public DatasetRates {
    nullKeys = List.copyOf(nullKeys);
    columns = List.copyOf(columns);
  }

  /**
   * A share then and now.
   *
   * @param name of the column or entity
   * @param before in the parent snapshot; empty when not known
   * @param now in this delivery; empty when not known
   */
  public record Rate(String name, OptionalDouble before, OptionalDouble now) {
    /** How far the share moved; 0 where one of the two is not known. */
    double moved() {
      return before.isPresent() && now.isPresent() ? now.getAsDouble() - before.getAsDouble() : 0;
    }
  }
}
