package io.studylake.testing;

import io.studylake.config.Configuration;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Places in the object store of {@link Servers}, and how a test reaches them. */
public final class ObjectStores {
  private ObjectStores() {}

  /** A place that nothing else uses. */
  public static URI newPlace() {
    return URI.create("s3a://%s/%s".formatted(Servers.shared().bucket(), UUID.randomUUID()));
  }

  /** Configuration keys, without {@code studylake.}, that reach the shared store. */
  public static Map<String, String> keys() {
    return keys(Servers.shared());
  }

  /** The same for a store of one's own. */
  public static Map<String, String> keys(Servers servers) {
    return Map.of(
        "s3.endpoint", servers.s3Endpoint(),
        "s3.access-key-id", servers.s3AccessKey(),
        "s3.secret-access-key", servers.s3SecretKey());
  }

  /**
   * Hadoop's configuration for a place in the shared store, with some keys set otherwise. Hadoop
   * keeps one connection per bucket and process; here each use makes its own, as told.
   */
  public static org.apache.hadoop.conf.Configuration hadoop(Map<String, String> otherwise) {
    Map<String, String> keys = new TreeMap<>(keys());
    keys.putAll(otherwise);
    Map<String, String> overrides = new TreeMap<>();
    keys.forEach((key, value) -> overrides.put("studylake." + key, value));
    var hadoop =
        io.studylake.storage.HadoopConfigurations.of(
            Configuration.load(Optional.empty(), Map.of(), overrides).lake().hadoop());
    hadoop.setBoolean("fs.s3a.impl.disable.cache", true);
    return hadoop;
  }
}
