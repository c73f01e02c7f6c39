package io.studylake.ingest;

import io.studylake.problem.Problems;
import io.studylake.sas.FormatState;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of one file, to be written once, and what was found while they were. */
public interface ReadDataset {
  /** The schema's columns in its order, then {@link RawTable#LINE} as BIGINT. */
  Dataset<Row> rows();

  /**
   * Reports what is wrong with the file's cells and records. To be called after exactly one write
   * of all rows and columns.
   *
   * @param rowsWritten the rows that the write's commit counts
   * @param problems takes what was found
   * @return what was set aside; nothing under the policy fail
   */
  SetAside report(long rowsWritten, Problems problems);

  /** What the columns of user formats hold, by column in lower case; after the write. */
  Map<String, FormatState> formatStates();
}
