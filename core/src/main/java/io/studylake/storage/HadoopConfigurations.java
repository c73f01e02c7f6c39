package io.studylake.storage;

import io.studylake.config.HadoopConfig;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration for a driver that has no Spark session, as one would have it. */
public final class HadoopConfigurations {
  private HadoopConfigurations() {}

  /** Takes what is configured, and over it what spark-submit was told. */
  public static Configuration of(HadoopConfig config) {
    Configuration hadoop = new Configuration();
    config.properties().forEach(hadoop::set);
    HadoopConfig.ofSpark(systemProperties()).forEach(hadoop::set);
    return hadoop;
  }

  /** In them spark-submit leaves Spark's settings. */
  private static Map<String, String> systemProperties() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(key -> System.getProperty(key) != null)
        .collect(Collectors.toUnmodifiableMap(key -> key, System::getProperty));
  }
}
