package io.studylake.base;

import java.util.Map;
import java.util.TreeMap;

/**
 * The base table of one dataset, {@code base.<dataset>}: key columns first, then the raw columns.
 *
 * @param dataset its dataset, lower case
 * @param rows its rows, as many as the raw table's
 * @param changed whether this run wrote it
 * @param nullKeys rows without a key, by entity
 */
public record BaseTable(String dataset, long rows, boolean changed, Map<String, Long> nullKeys) {
  /** Namespace of the base tables. */
  public static final String NAMESPACE = "base";

  /** Keeps an ordered copy. */
  public BaseTable {
    nullKeys = java.util.Collections.unmodifiableMap(new TreeMap<>(nullKeys));
  }
}
