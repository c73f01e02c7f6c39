package io.studylake.source;

import io.studylake.csv.RecordStarts.Split;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** The splits of a file, sized as Spark sizes those of its own sources. */
final class CsvBatch implements Scan, Batch {
  private final String name;
  private final CsvScanPlan plan;
  private final FindingsAccumulator findings;

  CsvBatch(String name, CsvScanPlan plan, FindingsAccumulator findings) {
    this.name = name;
    this.plan = plan;
    this.findings = findings;
  }

  /** A split of the file. */
  record SplitPartition(Split split) implements InputPartition {}

  @Override
  public StructType readSchema() {
    return plan.schema();
  }

  @Override
  public String description() {
    return "csv %s: %d of %d columns".formatted(name, plan.columns().size(), plan.fields());
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public InputPartition[] planInputPartitions() {
    CsvFile file = plan.file();
    List<Split> splits =
        file.splits()
            ? file.starts().splits(file.bytes(), splitBytes(file.bytes()))
            : file.starts().splits(file.bytes(), Long.MAX_VALUE);
    return splits.stream().map(SplitPartition::new).toArray(InputPartition[]::new);
  }

  /** spark.sql.files.maxPartitionBytes, or less where a core would have nothing to do. */
  private static long splitBytes(long fileBytes) {
    SparkSession spark = SparkSession.active();
    SQLConf conf = SQLConf.get();
    long perCore = fileBytes / Math.max(1, spark.sparkContext().defaultParallelism()) + 1;
    return Math.min(conf.filesMaxPartitionBytes(), Math.max(conf.filesOpenCostInBytes(), perCore));
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    var spark = (org.apache.spark.sql.classic.SparkSession) SparkSession.active();
    return new CsvReaderFactory(
        plan,
        findings,
        SerializableConfiguration.broadcast(
            spark.sparkContext(), spark.sessionState().newHadoopConf()));
  }
}
