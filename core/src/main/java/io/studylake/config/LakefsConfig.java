package io.studylake.config;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a lakeFS server is reached, and what is shown in it.
 *
 * @param endpoint the server's address, for example {@code http://localhost:8000}
 * @param accessKeyId the user's access key id
 * @param secretAccessKey its secret, never printed
 * @param storageNamespace where new repositories keep their objects; empty when none are created
 * @param createRepositories whether deliver creates the repository of a study that has none
 * @param timeout for one call
 * @param attempts tries of a call that is safe to repeat
 * @param linkData whether the data files of tables are shown under {@code data/}
 * @param linksAtOnce links that are made at the same time
 */
public record LakefsConfig(
    String endpoint,
    String accessKeyId,
    String secretAccessKey,
    String storageNamespace,
    boolean createRepositories,
    Duration timeout,
    int attempts,
    boolean linkData,
    int linksAtOnce) {
  static LakefsConfig from(Config config) {
    Config lakefs = config.getConfig("lakefs");
    LakefsConfig read =
        new LakefsConfig(
            lakefs.getString("endpoint").strip(),
            lakefs.getString("access-key-id").strip(),
            lakefs.getString("secret-access-key").strip(),
            lakefs.getString("storage-namespace").strip(),
            lakefs.getBoolean("create-repositories"),
            lakefs.getDuration("timeout"),
            Keys.positive(lakefs, "attempts"),
            lakefs.getBoolean("link-data"),
            Keys.positive(lakefs, "links-at-once"));
    if (config.getString("store").equals("lakefs")) {
      required(lakefs, "endpoint", "the address of the lakeFS server");
      required(lakefs, "access-key-id", "the lakeFS user's access key id");
      required(lakefs, "secret-access-key", "that user's secret access key");
    }
    return read;
  }

  private static void required(Config lakefs, String key, String meaning) {
    if (lakefs.getString(key).isBlank()) {
      throw Keys.wrong(
          lakefs,
          key,
          "store is lakefs, so lakefs.%s has to be set: %s; by environment STUDYLAKE_LAKEFS_%s"
              .formatted(key, meaning, key.toUpperCase(java.util.Locale.ROOT).replace('-', '_')));
    }
  }

  /** What opens the version store, as a catalog's properties name it. */
  Map<String, String> storeProperties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("lakefs.endpoint", endpoint);
    properties.put("lakefs.access-key-id", accessKeyId);
    properties.put("lakefs.secret-access-key", secretAccessKey);
    properties.put("lakefs.storage-namespace", storageNamespace);
    properties.put("lakefs.create-repositories", Boolean.toString(createRepositories));
    properties.put("lakefs.timeout", timeout.toString());
    properties.put("lakefs.attempts", Integer.toString(attempts));
    return properties;
  }

  @Override
  public String toString() {
    return "LakefsConfig[endpoint=%s, storageNamespace=%s]".formatted(endpoint, storageNamespace);
  }
}
