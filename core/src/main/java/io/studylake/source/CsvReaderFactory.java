package io.studylake.source;

import io.studylake.csv.RecordStarts.Split;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Opens splits on executors. Holds the accumulator, as what a task reads through is known to it.
 */
final class CsvReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  private final CsvScanPlan plan;
  private final FindingsAccumulator findings;
  private final Broadcast<SerializableConfiguration> hadoop;

  CsvReaderFactory(
      CsvScanPlan plan, FindingsAccumulator findings, Broadcast<SerializableConfiguration> hadoop) {
    this.plan = plan;
    this.findings = findings;
    this.hadoop = hadoop;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    Split split = ((CsvBatch.SplitPartition) partition).split();
    try {
      return new CsvSplitReader(open(split), plan, split, findings);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read %s from byte %d on.".formatted(plan.file().address(), split.offset()), e);
    }
  }

  private InputStream open(Split split) throws IOException {
    // The archive's address is one file, whatever characters are in it.
    Path path = new Path(URI.create(plan.file().address()));
    FSDataInputStream raw = path.getFileSystem(hadoop.value().value()).open(path);
    try {
      if (plan.file().splits()) {
        raw.seek(split.offset());
        return raw;
      }
      InputStream unpacked = plan.file().compression().open(raw);
      unpacked.skipNBytes(split.offset());
      return unpacked;
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }
}
