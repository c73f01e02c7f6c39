package io.studylake.source;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A CSV file as a table that can be read: the wanted columns, then the line of each record. */
public final class CsvTable implements SupportsRead {
  /** The column that holds the line on which a record starts in its file. */
  public static final String LINE = "_line";

  private final String name;
  private final CsvScanPlan plan;
  private final Map<String, String> properties;
  private final FindingsAccumulator findings;

  private CsvTable(
      String name, CsvScanPlan plan, Map<String, String> properties, FindingsAccumulator findings) {
    this.name = name;
    this.plan = plan;
    this.properties = Map.copyOf(properties);
    this.findings = findings;
  }

  /**
   * A file as a table.
   *
   * @param name for plans and lineage
   * @param fields how many fields its records have
   * @param columns its columns in the order of the table
   * @param properties further properties, for whoever looks at the plan
   */
  public static CsvTable of(
      SparkSession spark,
      String name,
      CsvFile file,
      int fields,
      List<CsvColumn> columns,
      ReadPolicy policy,
      Map<String, String> properties) {
    FindingsAccumulator findings = new FindingsAccumulator(fields, policy);
    spark.sparkContext().register(findings);
    CsvScanPlan plan = new CsvScanPlan(file, fields, List.copyOf(columns), columns.size(), policy);
    return new CsvTable(name, plan, properties, findings);
  }

  /** The rows, read when they are asked for. */
  public Dataset<Row> rows(SparkSession spark) {
    return org.apache.spark.sql.classic.Dataset.ofRows(
        (org.apache.spark.sql.classic.SparkSession) spark,
        DataSourceV2Relation.create(this, scala.Option.empty(), scala.Option.empty()));
  }

  /** What was found in the rows that were read; of one complete read, to be asked after it. */
  public Findings findings() {
    return findings.value();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  @SuppressWarnings("deprecation") // The interface has no default for it.
  public StructType schema() {
    return plan.schema();
  }

  @Override
  public Map<String, String> properties() {
    return properties;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new CsvScanBuilder(name, plan, findings);
  }
}
