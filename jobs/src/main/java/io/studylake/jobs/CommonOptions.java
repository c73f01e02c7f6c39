package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.config.ConfigurationFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
  @Option(
      names = "--study",
      required = true,
      paramLabel = "NAME",
      description = "The study: 3 to 63 lower-case letters, digits and dashes.")
  private String study;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Configuration; else the file that STUDYLAKE_CONFIG names, else conf/studylake.conf.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      description = "Sets a configuration key, for example -Dstudylake.local.path=DIR.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(names = "--debug", description = "Shows stack traces.")
  private boolean debug;

  String study() {
    return study;
  }

  boolean debug() {
    return debug;
  }

  Configuration configuration() {
    return configuration(Map.of());
  }

  /** The configuration, with what further options set in it. */
  Configuration configuration(Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>(overrides);
    all.putAll(settings);
    return Configuration.load(file(), System.getenv(), all);
  }

  /** The settings of {@code -D}. */
  Map<String, String> overrides() {
    return Collections.unmodifiableMap(overrides);
  }

  /** The configuration file; empty when there is none. */
  Optional<Path> file() {
    return config.isPresent() ? config : ConfigurationFile.usual();
  }
}
