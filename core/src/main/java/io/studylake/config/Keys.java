package io.studylake.config;

import com.typesafe.config.Config;
import io.studylake.text.Nearest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads single keys and says where a wrong one was set. */
final class Keys {
  private Keys() {}

  static String oneOf(Config config, String key, String... allowed) {
    String value = config.getString(key);
    if (!List.of(allowed).contains(value)) {
      throw wrong(
          config, key, "%s '%s' is none of %s".formatted(key, value, String.join(", ", allowed)));
    }
    return value;
  }

  static int positive(Config config, String key) {
    int value = config.getInt(key);
    if (value < 1) {
      throw wrong(config, key, "%s has to be at least 1, not %d".formatted(key, value));
    }
    return value;
  }

  /** A folder, made absolute; empty when none is given. */
  static Optional<Path> folder(Config config, String key) {
    String value = config.getString(key);
    if (value.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
      throw wrong(
          config, key, "%s '%s' is no folder; only folders can be used here".formatted(key, value));
    }
    return value.isBlank()
        ? Optional.empty()
        : Optional.of(Path.of(value).toAbsolutePath().normalize());
  }

  /** Checks that an object has no other keys. */
  static void only(Config object, String where, String... allowed) {
    for (String key : object.root().keySet()) {
      if (!List.of(allowed).contains(key)) {
        throw new ConfigurationException(
            "Cannot use the configuration: there is no key %s.%s (%s). Did you mean %s?"
                .formatted(
                    where,
                    key,
                    object.root().get(key).origin().description(),
                    Nearest.to(key, List.of(allowed)).orElseThrow()));
      }
    }
  }

  static List<String> lowerCase(List<String> names) {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  static ConfigurationException wrong(Config config, String key, String why) {
    return new ConfigurationException(
        "Cannot use the configuration: %s (%s)."
            .formatted(why, config.getValue(key).origin().description()));
  }
}
