package io.studylake.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an S3-compatible object store is reached.
 *
 * @param endpoint the server, {@code http://localhost:9000}; empty for AWS, or the one that Hadoop
 *     is configured for
 * @param region its region; empty to leave it to Hadoop
 * @param pathStyle whether the bucket stands in the path of a request, not in its host name; empty
 *     to leave it to Hadoop
 * @param accessKeyId the access key; empty to ask the usual providers
 * @param secretAccessKey its secret, never printed; empty to ask the usual providers
 */
record S3Config(
    String endpoint,
    String region,
    Optional<Boolean> pathStyle,
    String accessKeyId,
    String secretAccessKey) {
  /** The region of servers that have none, MinIO for example. */
  private static final String NO_REGION = "us-east-1";

  /**
   * What is wanted of S3A beside what is configured: a server that is down, or takes a request and
   * never answers, fails in well under two minutes; by Hadoop's own values that takes far longer.
   * One call lasts 20 seconds at most, parts of an upload five minutes. And a new file costs no
   * look at what its name holds already.
   */
  private static final Map<String, String> WANTED =
      Map.of(
          // No name is written twice: tables have UUIDs in theirs, the archive looks for itself.
          "fs.s3a.performance.flags", "create",
          "fs.s3a.attempts.maximum", "3",
          "fs.s3a.retry.limit", "3",
          "fs.s3a.retry.interval", "500ms",
          "fs.s3a.retry.throttle.limit", "8",
          "fs.s3a.connection.establish.timeout", "15s",
          "fs.s3a.connection.timeout", "20s",
          "fs.s3a.connection.request.timeout", "20s",
          "fs.s3a.connection.part.upload.timeout", "5m");

  static S3Config from(Config config) {
    Config s3 = config.getConfig("s3");
    String endpoint = s3.getString("endpoint").strip();
    String accessKeyId = s3.getString("access-key-id").strip();
    String secretAccessKey = s3.getString("secret-access-key").strip();
    if (!endpoint.isEmpty() && !isServer(endpoint)) {
      throw Keys.wrong(
          s3,
          "endpoint",
          "s3.endpoint '%s' is no address of a server; write for example http://localhost:9000"
              .formatted(endpoint));
    }
    if (accessKeyId.isEmpty() != secretAccessKey.isEmpty()) {
      throw Keys.wrong(
          s3,
          accessKeyId.isEmpty() ? "access-key-id" : "secret-access-key",
          "s3.access-key-id and s3.secret-access-key are given together or not at all");
    }
    return new S3Config(
        endpoint, region(s3, endpoint), pathStyle(s3, endpoint), accessKeyId, secretAccessKey);
  }

  private static String region(Config s3, String endpoint) {
    String given = s3.getString("region").strip();
    return given.isEmpty() && !endpoint.isEmpty() && !isAws(endpoint) ? NO_REGION : given;
  }

  private static Optional<Boolean> pathStyle(Config s3, String endpoint) {
    return switch (Keys.oneOf(s3, "path-style", "auto", "true", "false")) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      // A server of one's own has no host name per bucket, AWS has. What server it is when none is
      // named here, Hadoop's configuration knows.
      default -> endpoint.isEmpty() ? Optional.empty() : Optional.of(!isAws(endpoint));
    };
  }

  private static boolean isAws(String endpoint) {
    return URI.create(endpoint).getHost().endsWith(".amazonaws.com");
  }

  private static boolean isServer(String endpoint) {
    try {
      URI uri = URI.create(endpoint);
      return uri.getHost() != null && uri.getScheme().matches("https?");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The same as settings of Hadoop's S3A. */
  Map<String, String> hadoopProperties() {
    Map<String, String> properties = new TreeMap<>(WANTED);
    pathStyle.ifPresent(is -> properties.put("fs.s3a.path.style.access", Boolean.toString(is)));
    putIfGiven(properties, "fs.s3a.endpoint", endpoint);
    putIfGiven(properties, "fs.s3a.endpoint.region", region);
    putIfGiven(properties, "fs.s3a.access.key", accessKeyId);
    putIfGiven(properties, "fs.s3a.secret.key", secretAccessKey);
    return properties;
  }

  private static void putIfGiven(Map<String, String> properties, String key, String value) {
    if (!value.isEmpty()) {
      properties.put(key, value);
    }
  }

  @Override
  public String toString() {
    return "S3Config[endpoint=%s, region=%s, pathStyle=%s]".formatted(endpoint, region, pathStyle);
  }
}
