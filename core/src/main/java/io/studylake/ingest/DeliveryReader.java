package io.studylake.ingest;

import io.studylake.contents.DatasetSchema;
import io.studylake.delivery.DeliveredFile;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Reads one delivered file into typed rows. Safe for use by several threads.
 *
 * <p>The file has passed {@link io.studylake.contents.Reconciliation}: its text is sound and its
 * header holds the schema's columns, each once.
 */
public interface DeliveryReader {
  /**
   * The rows of a file.
   *
   * @param header the file's columns in the file's order, in lower case
   */
  ReadDataset read(
      SparkSession spark, DeliveredFile file, DatasetSchema schema, List<String> header);

  /** Everything that changes what is read from the same bytes, as one line of text. */
  String fingerprint();
}
