package io.studylake.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code studylake shell} tells the session that it starts, in an environment variable: other
 * than a command line, nobody else can read that.
 *
 * @param study the study's name
 * @param config the configuration file, absolute; empty when there is none
 * @param settings the settings of {@code -D}, by full key
 */
public record ShellSettings(String study, String config, Map<String, String> settings) {
  private static final String VARIABLE = "STUDYLAKE_SHELL";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the settings. */
  public ShellSettings {
    settings = Map.copyOf(settings);
  }

  /** The variable, for the environment of the session. */
  public Map<String, String> environment() {
    try {
      return Map.of(VARIABLE, JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("text is JSON", e);
    }
  }

  /**
   * What a session was told.
   *
   * @throws IllegalStateException when {@code studylake shell} did not start it
   */
  static ShellSettings of(Map<String, String> environment) {
    String told = environment.get(VARIABLE);
    if (told == null) {
      throw new IllegalStateException(
          "Cannot tell the study: %s is not set. Start the session by studylake shell, or open a"
                  .formatted(VARIABLE)
              + " study by Explorer.open.");
    }
    try {
      return JSON.readValue(told, ShellSettings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read %s".formatted(VARIABLE), e);
    }
  }

  /** Names the settings, not their values: some are secret. */
  @Override
  public String toString() {
    return "ShellSettings[study=%s, config=%s, settings=%s]"
        .formatted(study, config, new TreeMap<>(settings).keySet());
  }
}
