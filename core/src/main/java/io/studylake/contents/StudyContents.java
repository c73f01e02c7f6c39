package io.studylake.contents;

import java.util.List;
import java.util.Optional;

/**
 * The contents of one delivery.
 *
 * @param datasets in order of name
 */
public record StudyContents(List<DatasetSchema> datasets) {
  /** Copies what is mutable. */
  public StudyContents {
    datasets = List.copyOf(datasets);
  }

  /** The dataset of a name in lower case. */
  public Optional<DatasetSchema> dataset(String lowerCaseName) {
    return datasets.stream().filter(dataset -> dataset.name().equals(lowerCaseName)).findFirst();
  }
}
