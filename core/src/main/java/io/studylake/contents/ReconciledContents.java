package io.studylake.contents;

import java.util.List;

/**
 * The datasets of a delivery that can be read.
 *
 * @param datasets those with a file, in order of name
 * @param withoutFile those whose contents say that they have no rows, and that have no file or an
 *     empty one
 */
public record ReconciledContents(
    List<ReconciledDataset> datasets, List<DatasetSchema> withoutFile) {
  /** Copies what is mutable. */
  public ReconciledContents {
    datasets = List.copyOf(datasets);
    withoutFile = List.copyOf(withoutFile);
  }
}
