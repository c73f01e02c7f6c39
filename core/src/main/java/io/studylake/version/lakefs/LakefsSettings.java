package io.studylake.version.lakefs;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How a lakeFS server is reached.
 *
 * @param endpoint the server's address without {@code /api/v1}, for example {@code
 *     http://localhost:8000}
 * @param accessKeyId the user's access key id
 * @param secretAccessKey its secret, in no message and no log line
 * @param storageNamespace where new repositories keep their objects, for example {@code
 *     s3://lake/lakefs}; empty when none are created
 * @param timeout for one call in all
 * @param attempts tries of a call in all, when it is safe to repeat
 */
public record LakefsSettings(
    URI endpoint,
    String accessKeyId,
    String secretAccessKey,
    String storageNamespace,
    Duration timeout,
    int attempts) {
  /** Property: the server's address. */
  public static final String ENDPOINT = "lakefs.endpoint";

  /** Property: the user's access key id. */
  public static final String ACCESS_KEY_ID = "lakefs.access-key-id";

  /** Property: the user's secret; Spark redacts values of keys that hold this word. */
  public static final String SECRET_ACCESS_KEY = "lakefs.secret-access-key";

  /** Property: where new repositories keep their objects. */
  public static final String STORAGE_NAMESPACE = "lakefs.storage-namespace";

  /** Property: ISO 8601 duration that one call may take. */
  public static final String TIMEOUT = "lakefs.timeout";

  /** Property: tries of a call in all. */
  public static final String ATTEMPTS = "lakefs.attempts";

  /** Reads the properties that a catalog or a configuration hands over. */
  public static LakefsSettings of(Map<String, String> properties) {
    return new LakefsSettings(
        endpoint(properties.getOrDefault(ENDPOINT, "")),
        properties.getOrDefault(ACCESS_KEY_ID, ""),
        properties.getOrDefault(SECRET_ACCESS_KEY, ""),
        properties.getOrDefault(STORAGE_NAMESPACE, "").replaceAll("/+$", ""),
        Duration.parse(properties.getOrDefault(TIMEOUT, "PT60S")),
        Integer.parseInt(properties.getOrDefault(ATTEMPTS, "7")));
  }

  private static URI endpoint(String text) {
    String plain = text.replaceAll("/+$", "").replaceAll("/api/v1$", "");
    if (!plain.matches("https?://[^/@\\s]+(/[^@\\s]*)?")) {
      throw new IllegalArgumentException(
          "Cannot use '%s' as address of a lakeFS server: set %s to http://host:port or https://host, without user and password."
              .formatted(plain.replaceAll("//.*@", "//***@"), ENDPOINT));
    }
    return URI.create(plain);
  }

  @Override
  public String toString() {
    return "lakeFS at " + endpoint;
  }
}
