package io.studylake.spark;

import io.studylake.config.Configuration;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** Starts the Spark session of a command. */
public final class Sessions {
  private static final String LISTENER = "io.openlineage.spark.agent.OpenLineageSparkListener";

  private Sessions() {}

  /**
   * Starts a session.
   *
   * @param name the application's name
   * @param lineage the file that takes the OpenLineage events; empty for a command without lineage
   * @param repository the study's repository, which lineage names jobs under
   */
  public static SparkSession start(
      Configuration configuration, String name, Optional<Path> lineage, String repository) {
    Map<String, String> conf = new TreeMap<>(common());
    if (!underSparkSubmit()) {
      conf.put("spark.master", configuration.spark().master());
      if (configuration.spark().master().startsWith("local")) {
        conf.putAll(embedded());
      }
    }
    lineage.ifPresent(file -> conf.putAll(lineage(file, repository)));
    conf.putAll(configuration.lake().hadoop().sparkProperties());
    conf.putAll(configuration.spark().conf());
    // What spark-submit was told of Hadoop holds: its line is nearer than any file.
    conf.keySet().removeIf(key -> key.startsWith("spark.hadoop.") && isGivenToSparkSubmit(key));
    SparkSession.Builder builder = SparkSession.builder().appName(name);
    conf.forEach(builder::config);
    return builder.getOrCreate();
  }

  /**
   * The settings of a session that somebody explores in, by a program of Spark's own. Without those
   * of Hadoop, which may be secret and so have no place on a command line.
   */
  public static Map<String, String> exploring(Configuration configuration) {
    Map<String, String> conf = new TreeMap<>(common());
    conf.put("spark.master", configuration.spark().master());
    if (configuration.spark().master().startsWith("local")) {
      conf.putAll(embedded());
    }
    conf.putAll(configuration.spark().conf());
    conf.keySet().removeIf(key -> key.startsWith("spark.hadoop."));
    return conf;
  }

  /** The master that a session would run on. */
  public static String master(Configuration configuration) {
    return underSparkSubmit()
        ? System.getProperty("spark.master", "")
        : configuration.spark().master();
  }

  /** Whether spark-submit runs this process: then master and logging are the cluster's. */
  public static boolean underSparkSubmit() {
    return Boolean.parseBoolean(System.getProperty("SPARK_SUBMIT", "false"));
  }

  private static boolean isGivenToSparkSubmit(String key) {
    return System.getProperty(key) != null;
  }

  private static Map<String, String> common() {
    return Map.of(
        // Dates and datetimes of a study have no time zone; nothing may depend on the machine's.
        "spark.sql.session.timeZone", "UTC");
  }

  private static Map<String, String> embedded() {
    return Map.of(
        "spark.ui.enabled", "false",
        "spark.driver.host", "127.0.0.1",
        "spark.driver.bindAddress", "127.0.0.1",
        "spark.sql.shuffle.partitions", "8",
        // Spark makes this folder at its start, by default in the working directory.
        "spark.sql.warehouse.dir",
            Path.of(System.getProperty("java.io.tmpdir"), "studylake-spark-warehouse")
                .toUri()
                .toString());
  }

  private static Map<String, String> lineage(Path file, String repository) {
    return Map.of(
        "spark.extraListeners",
        LISTENER,
        "spark.openlineage.transport.type",
        "file",
        "spark.openlineage.transport.location",
        file.toString(),
        "spark.openlineage.namespace",
        "studylake://" + repository,
        // The logical plan holds literals of queries, so it may hold patients' values.
        "spark.openlineage.facets.spark.logicalPlan.disabled",
        "true");
  }
}
