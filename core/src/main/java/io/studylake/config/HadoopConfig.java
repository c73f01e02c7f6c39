package io.studylake.config;

import com.typesafe.config.Config;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Hadoop's file systems are told beyond Hadoop's own defaults: the object store's settings,
 * and over them every {@code spark.hadoop.…} of {@code spark.conf}.
 *
 * <p>Holds credentials: they go to Hadoop, from the driver to the executors, and nowhere else.
 *
 * @param properties value by Hadoop key, {@code fs.s3a.endpoint} for example
 */
public record HadoopConfig(Map<String, String> properties) {
  /** What Spark hands to Hadoop begins with this. */
  private static final String SPARK_PREFIX = "spark.hadoop.";

  /** Copies the settings. */
  public HadoopConfig {
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
  }

  static HadoopConfig from(Config config) {
    Map<String, String> properties = new TreeMap<>(S3Config.from(config).hadoopProperties());
    properties.putAll(ofSpark(SparkConfig.from(config).conf()));
    return new HadoopConfig(properties);
  }

  /** The Hadoop settings among Spark's. */
  public static Map<String, String> ofSpark(Map<String, String> spark) {
    Map<String, String> hadoop = new TreeMap<>();
    spark.forEach(
        (key, value) -> {
          if (key.startsWith(SPARK_PREFIX)) {
            hadoop.put(key.substring(SPARK_PREFIX.length()), value);
          }
        });
    return hadoop;
  }

  /** The settings as Spark takes them. */
  public Map<String, String> sparkProperties() {
    Map<String, String> spark = new TreeMap<>();
    properties.forEach((key, value) -> spark.put(SPARK_PREFIX + key, value));
    return spark;
  }

  /** Names the settings, not their values: some are secret. */
  @Override
  public String toString() {
    return "HadoopConfig" + properties.keySet();
  }
}
