package io.studylake.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment variables that set a key, and those of lakectl, lakeFS's own command line. */
public final class Environment {
  private static final List<Map.Entry<String, String>> VARIABLES =
      List.of(
          Map.entry("STUDYLAKE_STORE", "store"),
          Map.entry("STUDYLAKE_LOCAL_PATH", "local.path"),
          Map.entry("STUDYLAKE_LAKEFS_ENDPOINT", "lakefs.endpoint"),
          Map.entry("STUDYLAKE_LAKEFS_ACCESS_KEY_ID", "lakefs.access-key-id"),
          Map.entry("STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY", "lakefs.secret-access-key"),
          Map.entry("STUDYLAKE_LAKEFS_STORAGE_NAMESPACE", "lakefs.storage-namespace"),
          Map.entry("STUDYLAKE_WAREHOUSE", "warehouse"),
          Map.entry("STUDYLAKE_S3_ENDPOINT", "s3.endpoint"),
          Map.entry("STUDYLAKE_S3_REGION", "s3.region"),
          Map.entry("STUDYLAKE_S3_PATH_STYLE", "s3.path-style"),
          Map.entry("STUDYLAKE_S3_ACCESS_KEY_ID", "s3.access-key-id"),
          Map.entry("STUDYLAKE_S3_SECRET_ACCESS_KEY", "s3.secret-access-key"),
          Map.entry("STUDYLAKE_LINEAGE", "lineage.enabled"),
          Map.entry("STUDYLAKE_LOGS", "logs.path"),
          Map.entry("STUDYLAKE_REPORTS", "report.path"),
          Map.entry("STUDYLAKE_MASTER", "spark.master"));

  private static final List<Map.Entry<String, String>> LAKECTL =
      List.of(
          Map.entry("LAKECTL_SERVER_ENDPOINT_URL", "lakefs.endpoint"),
          Map.entry("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", "lakefs.access-key-id"),
          Map.entry("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "lakefs.secret-access-key"));

  private Environment() {}

  /**
   * A key that is set.
   *
   * @param variable the variable that sets it
   * @param value its value, not blank
   */
  public record Setting(String variable, String value) {}

  /** The keys that an environment sets, without {@code studylake.}, each with its setting. */
  public static Map<String, Setting> settings(Map<String, String> environment) {
    return settings(VARIABLES, environment);
  }

  /**
   * The server that lakectl uses, for where nothing else names one.
   *
   * @param known keys that are set otherwise; a blank value sets none
   * @return address and both keys; empty when one of them is not in the environment or one is known
   *     otherwise, since the keys of one server must not be sent to another
   */
  public static Map<String, Setting> lakectl(
      Map<String, String> environment, Map<String, String> known) {
    Map<String, Setting> server = settings(LAKECTL, environment);
    boolean other =
        LAKECTL.stream().anyMatch(key -> !known.getOrDefault(key.getValue(), "").isBlank());
    return other || server.size() < LAKECTL.size() ? Map.of() : server;
  }

  private static Map<String, Setting> settings(
      List<Map.Entry<String, String>> variables, Map<String, String> environment) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (Map.Entry<String, String> variable : variables) {
      String value = environment.getOrDefault(variable.getKey(), "");
      if (!value.isBlank()) {
        settings.put(variable.getValue(), new Setting(variable.getKey(), value));
      }
    }
    return settings;
  }
}
