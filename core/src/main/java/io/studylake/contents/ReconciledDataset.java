package io.studylake.contents;

import io.studylake.csv.CsvFormat;
import io.studylake.delivery.DeliveredFile;
import java.util.List;

/**
 * A dataset whose file and contents agree.
 *
 * @param schema its columns in the order of VARNUM; where the contents give none, in the file's
 * @param file its file
 * @param header the file's columns in the file's order, in lower case; the schema's, each once
 * @param format how the file is written
 */
public record ReconciledDataset(
    DatasetSchema schema, DeliveredFile file, List<String> header, CsvFormat format) {
  /** Copies what is mutable. */
  public ReconciledDataset {
    header = List.copyOf(header);
  }
}
