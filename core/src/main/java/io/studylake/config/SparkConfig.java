package io.studylake.config;

import com.typesafe.config.Config;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How Spark runs.
 *
 * @param master the master where spark-submit names none
 * @param datasetsAtOnce datasets that are worked on side by side
 * @param conf further Spark settings
 */
public record SparkConfig(String master, int datasetsAtOnce, Map<String, String> conf) {
  static SparkConfig from(Config config) {
    Config spark = config.getConfig("spark");
    Map<String, String> conf = new TreeMap<>();
    spark
        .getConfig("conf")
        .entrySet()
        .forEach(e -> conf.put(e.getKey().replace("\"", ""), e.getValue().unwrapped().toString()));
    return new SparkConfig(
        spark.getString("master"),
        Keys.positive(spark, "datasets-at-once"),
        Collections.unmodifiableMap(conf));
  }

  /** Names the further settings, not their values: some are secret. */
  @Override
  public String toString() {
    return "SparkConfig[master=%s, datasetsAtOnce=%d, conf=%s]"
        .formatted(master, datasetsAtOnce, conf.keySet());
  }
}
