package io.studylake.config;

import com.typesafe.config.Config;
import io.studylake.text.Nearest;
import java.net.URI;
import java.net.URISyntaxException;
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

  /** A number of bytes, which may be written as {@code 100 GiB}. */
  static long size(Config config, String key) {
    long bytes = config.getMemorySize(key).toBytes();
    if (bytes < 1) {
      throw wrong(config, key, "%s has to be at least 1 byte".formatted(key));
    }
    return bytes;
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

  /**
   * A folder, or a place in an object store, absolute and without a slash at its end; empty when
   * none is given.
   */
  static Optional<URI> place(Config config, String key) {
    String value = config.getString(key).strip();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (!value.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
      return Optional.of(uri(Path.of(value)));
    }
    URI uri;
    try {
      uri = new URI(value.replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw wrong(config, key, "%s '%s' is no address: %s".formatted(key, value, e.getReason()));
    }
    switch (uri.getScheme()) {
      case "file" -> {
        if (uri.getAuthority() != null || uri.getPath() == null || !uri.getPath().startsWith("/")) {
          throw wrong(
              config, key, "%s '%s' is no folder; write file:///folder".formatted(key, value));
        }
        return Optional.of(uri(Path.of(uri.getPath())));
      }
      case "s3", "s3a", "abfs", "abfss", "wasb", "wasbs" -> {
        if (uri.getAuthority() == null) {
          throw wrong(
              config,
              key,
              "%s '%s' names no %s"
                  .formatted(
                      key, value, uri.getScheme().startsWith("s3") ? "bucket" : "container"));
        }
        // Hadoop knows S3 by the name of its third implementation.
        return Optional.of(uri.getScheme().equals("s3") ? URI.create("s3a" + value(uri)) : uri);
      }
      default ->
          throw wrong(
              config,
              key,
              "%s '%s' is neither a folder nor in a known object store; write /folder, file:///folder, s3a://bucket/path, abfss://container@account.dfs.core.windows.net/path or wasbs://container@account.blob.core.windows.net/path"
                  .formatted(key, value));
    }
  }

  /** A folder as a URI, the same whether it exists or not. */
  static URI uri(Path folder) {
    String uri = folder.toAbsolutePath().normalize().toUri().toString();
    return URI.create(uri.length() > "file:///".length() ? uri.replaceAll("/+$", "") : uri);
  }

  private static String value(URI s3) {
    return s3.toString().substring(s3.getScheme().length());
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
