package io.studylake.meta;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.DatasetSchema;
import io.studylake.problem.Problem;
import io.studylake.sas.FormatState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the columns of user formats hold in a snapshot.
 *
 * @param byDataset states by dataset and column, both in lower case
 */
public record FormatStates(Map<String, Map<String, FormatState>> byDataset) {
  /** Copies what is mutable. */
  public FormatStates {
    Map<String, Map<String, FormatState>> copy = new TreeMap<>();
    byDataset.forEach((dataset, states) -> copy.put(dataset, Map.copyOf(states)));
    byDataset = java.util.Collections.unmodifiableMap(copy);
  }

  /**
   * The columns that are printed otherwise than in this snapshot.
   *
   * @param file the dataset's file
   * @param seen what was read now, by column in lower case
   */
  public List<Problem> changes(DatasetSchema dataset, String file, Map<String, FormatState> seen) {
    Map<String, FormatState> before = of(dataset);
    List<Problem> changes = new ArrayList<>();
    for (ColumnSchema column : dataset.columns()) {
      FormatState now = seen.get(column.name());
      FormatState earlier = before.get(column.name());
      if (now != null && earlier != null) {
        now.changedFrom(earlier, file, column.sasName()).ifPresent(changes::add);
      }
    }
    return changes;
  }

  /**
   * The states to write for a dataset: what was read now, and where nothing was, as in a column of
   * missing values or in a dataset that is as before, what was known.
   */
  public Map<String, FormatState> kept(DatasetSchema dataset, Map<String, FormatState> seen) {
    Map<String, FormatState> kept = new TreeMap<>(of(dataset));
    kept.putAll(seen);
    kept.keySet().removeIf(column -> dataset.column(column).isEmpty());
    return kept;
  }

  private Map<String, FormatState> of(DatasetSchema dataset) {
    return byDataset.getOrDefault(dataset.name(), Map.of());
  }
}
