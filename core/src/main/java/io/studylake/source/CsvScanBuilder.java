package io.studylake.source;

import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Reads the columns that are asked for; the others are cut out, but not looked at. */
final class CsvScanBuilder implements SupportsPushDownRequiredColumns {
  private final String name;
  private final FindingsAccumulator findings;
  private CsvScanPlan plan;

  CsvScanBuilder(String name, CsvScanPlan plan, FindingsAccumulator findings) {
    this.name = name;
    this.plan = plan;
    this.findings = findings;
  }

  @Override
  public void pruneColumns(StructType required) {
    plan = plan.pruned(required);
  }

  @Override
  public Scan build() {
    return new CsvBatch(name, plan, findings);
  }
}
