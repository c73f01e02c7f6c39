package io.studylake.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.studylake.text.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be configured.
 *
 * @param lake where the lake is
 * @param delivery how delivered files are written
 * @param problems how problems are reported
 * @param keys what gets surrogate keys
 * @param gate what stops a delivery
 * @param vacuum when files that nobody needs are deleted
 * @param publishAttempts so often a run starts again because {@code main} moved
 * @param files where logs and lineage events go
 * @param spark how Spark runs
 */
public record Configuration(
    LakeConfig lake,
    DeliveryConfig delivery,
    ProblemsConfig problems,
    KeysConfig keys,
    GateConfig gate,
    VacuumConfig vacuum,
    int publishAttempts,
    FilesConfig files,
    SparkConfig spark) {

  private static final String ROOT = "studylake";

  /** Keys whose children are the user's own names. */
  private static final List<String> OPEN =
      List.of(
          "study.repositories",
          "problems.severity",
          "keys.roles",
          "keys.entities",
          "keys.presets",
          "gate.datasets",
          "spark.conf");

  /**
   * Reads a configuration file over the defaults, the environment over the file, and what is given
   * beside it over both. Where none of them names a lakeFS server, it is the one of lakectl.
   *
   * @param file the file; empty for the defaults alone
   * @param environment environment variables; only those that set a key are looked at
   * @param overrides values by full key, for example {@code studylake.local.path}
   * @throws ConfigurationException when the file cannot be read, a key is unknown or a value wrong
   */
  public static Configuration load(
      Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
    Config given =
        ConfigFactory.parseMap(overrides, "given with -D")
            .withFallback(config(Environment.settings(environment)))
            .withFallback(parse(file));
    Config reference =
        ConfigFactory.parseResources(
            Configuration.class.getClassLoader(),
            "reference.conf",
            ConfigParseOptions.defaults().setAllowMissing(false));
    checkKnown(given, reference);
    try {
      Config all = given.withFallback(reference).resolve();
      return from(lakectl(environment, all).withFallback(all).getConfig(ROOT));
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "Cannot use the configuration: %s".formatted(e.getMessage()), e);
    }
  }

  private static Configuration from(Config config) {
    LakeConfig lake = LakeConfig.from(config);
    return new Configuration(
        lake,
        DeliveryConfig.from(config),
        ProblemsConfig.from(config),
        KeysConfig.from(config),
        GateConfig.from(config),
        VacuumConfig.from(config),
        Keys.positive(config, "publish.attempts"),
        FilesConfig.from(config, lake.localPath()),
        SparkConfig.from(config));
  }

  private static Config lakectl(Map<String, String> environment, Config all) {
    Map<String, String> known = new HashMap<>();
    all.getConfig(ROOT + ".lakefs")
        .entrySet()
        .forEach(
            entry ->
                known.put("lakefs." + entry.getKey(), entry.getValue().unwrapped().toString()));
    return config(Environment.lakectl(environment, known));
  }

  private static Config config(Map<String, Environment.Setting> settings) {
    Config set = ConfigFactory.empty();
    for (var entry : settings.entrySet()) {
      set =
          set.withFallback(
              ConfigFactory.parseMap(
                  Map.of(ROOT + "." + entry.getKey(), entry.getValue().value()),
                  "environment variable " + entry.getValue().variable()));
    }
    return set;
  }

  private static Config parse(Optional<Path> file) {
    if (file.isEmpty()) {
      return ConfigFactory.empty();
    }
    if (!Files.isReadable(file.get())) {
      throw new ConfigurationException(
          "Cannot read the configuration %s: there is no such file, or it may not be read."
              .formatted(file.get()));
    }
    try {
      return ConfigFactory.parseFile(file.get().toFile());
    } catch (ConfigException e) {
      throw new ConfigurationException(
          "Cannot read the configuration %s: %s".formatted(file.get(), e.getMessage()), e);
    }
  }

  private static void checkKnown(Config given, Config reference) {
    List<String> known =
        reference.getConfig(ROOT).entrySet().stream().map(Map.Entry::getKey).sorted().toList();
    for (Map.Entry<String, ConfigValue> entry : given.entrySet()) {
      List<String> path = ConfigUtil.splitPath(entry.getKey());
      String key = String.join(".", path.subList(Math.min(1, path.size()), path.size()));
      boolean open =
          OPEN.stream().anyMatch(prefix -> key.equals(prefix) || key.startsWith(prefix + "."));
      if (!path.get(0).equals(ROOT) || !(open || known.contains(key))) {
        throw new ConfigurationException(
            "Cannot use the configuration: there is no key %s (%s). Did you mean %s.%s?"
                .formatted(
                    String.join(".", path),
                    entry.getValue().origin().description(),
                    ROOT,
                    Nearest.to(key, known).orElse("store")));
      }
    }
  }
}
