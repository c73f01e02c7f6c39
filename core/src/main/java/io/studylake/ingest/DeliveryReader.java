package io.studylake.ingest;

import io.studylake.contents.ReconciledDataset;
import io.studylake.sas.UserFormats;
import org.apache.spark.sql.SparkSession;

/** Reads one delivered file into typed rows. Safe for use by several threads. */
public interface DeliveryReader {
  /**
   * The rows of a file that fits its contents.
   *
   * @param formats what decodes codes of user formats
   */
  ReadDataset read(SparkSession spark, ReconciledDataset dataset, UserFormats formats);

  /** Everything that changes what is read from the same bytes, as one line of text. */
  String fingerprint();
}
