package io.studylake.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment variables that set a key, and those of lakectl, lakeFS's own command line. */
public final class Environment {
  private static final List<Variable> VARIABLES =
      List.of(
          new Variable(
              "STUDYLAKE_STORE", "store", "the kind of version store: `local` or `lakefs`"),
          new Variable(
              "STUDYLAKE_LOCAL_PATH",
              "local.path",
              "folder of the embedded lake; default: `lake` in the working directory"),
          new Variable("STUDYLAKE_LAKEFS_ENDPOINT", "lakefs.endpoint", "the lakeFS server"),
          new Variable("STUDYLAKE_LAKEFS_ACCESS_KEY_ID", "lakefs.access-key-id", "its user"),
          new Variable(
              "STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY", "lakefs.secret-access-key", "the user's key"),
          new Variable(
              "STUDYLAKE_LAKEFS_STORAGE_NAMESPACE",
              "lakefs.storage-namespace",
              "where new repositories keep their objects"),
          new Variable(
              "STUDYLAKE_WAREHOUSE",
              "warehouse",
              "folder of tables and archived files, or a place in an object store"),
          new Variable("STUDYLAKE_S3_ENDPOINT", "s3.endpoint", "the object store; empty: AWS"),
          new Variable("STUDYLAKE_S3_REGION", "s3.region", "its region"),
          new Variable(
              "STUDYLAKE_S3_PATH_STYLE",
              "s3.path-style",
              "whether the bucket stands in the path: `true`, `false` or `auto`"),
          new Variable(
              "STUDYLAKE_S3_ACCESS_KEY_ID",
              "s3.access-key-id",
              "its user; empty: the usual providers"),
          new Variable("STUDYLAKE_S3_SECRET_ACCESS_KEY", "s3.secret-access-key", "the user's key"),
          new Variable(
              "STUDYLAKE_LINEAGE",
              "lineage.enabled",
              "whether lineage events are written, `true` or `false`"),
          new Variable("STUDYLAKE_LOGS", "logs.path", "folder of Spark's logs"),
          new Variable("STUDYLAKE_REPORTS", "report.path", "folder of the reports"),
          new Variable(
              "STUDYLAKE_MASTER",
              "spark.master",
              "where Spark runs; `spark-submit` names the master itself"));

  private static final List<Variable> LAKECTL =
      List.of(
          lakectl("LAKECTL_SERVER_ENDPOINT_URL", "lakefs.endpoint"),
          lakectl("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", "lakefs.access-key-id"),
          lakectl("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "lakefs.secret-access-key"));

  private Environment() {}

  /**
   * A variable that sets a key.
   *
   * @param name the variable
   * @param key the key, without {@code studylake.}
   * @param meaning what it says, in words of Markdown
   */
  public record Variable(String name, String key, String meaning) {}

  /** All of studylake's own variables, in the order of {@code reference.conf}. */
  public static List<Variable> variables() {
    return VARIABLES;
  }

  private static Variable lakectl(String name, String key) {
    return new Variable(name, key, "taken where no server is named otherwise");
  }

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
    boolean other = LAKECTL.stream().anyMatch(of -> !known.getOrDefault(of.key(), "").isBlank());
    return other || server.size() < LAKECTL.size() ? Map.of() : server;
  }

  private static Map<String, Setting> settings(
      List<Variable> variables, Map<String, String> environment) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (Variable variable : variables) {
      String value = environment.getOrDefault(variable.name(), "");
      if (!value.isBlank()) {
        settings.put(variable.key(), new Setting(variable.name(), value));
      }
    }
    return settings;
  }
}
