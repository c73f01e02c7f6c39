package io.studylake.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the configuration is, unless somebody names a file. */
public final class ConfigurationFile {
  private ConfigurationFile() {}

  /**
   * The file that {@code STUDYLAKE_CONFIG} names, which need not exist; else {@code
   * conf/studylake.conf} in studylake's folder, or in the working directory where that is not
   * known; empty when there is none.
   */
  public static Optional<Path> usual() {
    String named = System.getenv().getOrDefault("STUDYLAKE_CONFIG", "");
    if (!named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    String home = System.getProperty("studylake.home", "");
    return Optional.of(Path.of(home, "conf", "studylake.conf")).filter(Files::exists);
  }
}
