package io.studylake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A real MinIO and a real lakeFS on it, on free ports of 127.0.0.1, with their data in a temporary
 * folder. Tests that only use them share one pair ({@link #shared()}); a test that kills them
 * starts its own ({@link #start()}) and closes it. Annotate such tests with {@link NeedsServers}.
 */
public final class Servers implements AutoCloseable {
  private static final String S3_ACCESS_KEY = "studylake-minio";
  private static final String S3_SECRET_KEY = "studylake-minio-secret";
  static final String LAKEFS_ACCESS_KEY = "AKIAIOSFOLKFSSAMPLES";
  static final String LAKEFS_SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  private final Path folder;
  private final String bucket;
  private final Path lakectl;
  private final String s3Endpoint;
  private final String lakefsEndpoint;
  private final ServerProcess minio;
  private final ServerProcess lakefs;
  private final Thread onExit;

  private Servers(String bucket) {
    this.bucket = bucket;
    Map<String, Path> tools = TestTools.install("servers");
    try {
      folder = Files.createTempDirectory("studylake-servers-");
      // A bucket is a folder that MinIO finds when it starts.
      Files.createDirectories(folder.resolve("minio").resolve(bucket));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a folder for MinIO and lakeFS", e);
    }
    onExit = new Thread(this::end);
    Runtime.getRuntime().addShutdownHook(onExit);
    lakectl = tools.get("lakectl");
    String s3Address = "127.0.0.1:" + ServerProcess.freePort();
    s3Endpoint = "http://" + s3Address;
    minio = minio(tools.get("minio"), s3Address);
    String lakefsAddress = "127.0.0.1:" + ServerProcess.freePort();
    lakefsEndpoint = "http://" + lakefsAddress;
    lakefs =
        lakefs(
            tools.get("lakefs"),
            folder,
            lakefsAddress,
            Map.of(
                "LAKEFS_BLOCKSTORE_S3_ENDPOINT", s3Endpoint,
                "LAKEFS_BLOCKSTORE_S3_CREDENTIALS_ACCESS_KEY_ID", S3_ACCESS_KEY,
                "LAKEFS_BLOCKSTORE_S3_CREDENTIALS_SECRET_ACCESS_KEY", S3_SECRET_KEY));
  }

  /** The pair that all tests of this JVM share; it ends with the JVM. Leave it running. */
  public static Servers shared() {
    return Shared.SERVERS;
  }

  /**
   * A pair of its own, for whoever kills it; its bucket too, since Hadoop keeps one connection per
   * bucket and process.
   */
  public static Servers start() {
    return start("studylake-" + UUID.randomUUID().toString().substring(0, 8));
  }

  private static Servers start(String bucket) {
    Servers servers = new Servers(bucket);
    try {
      servers.startS3();
      servers.startLakefs();
      return servers;
    } catch (RuntimeException e) {
      servers.close();
      throw e;
    }
  }

  /** Address of lakeFS, and of its S3 gateway: {@code http://127.0.0.1:PORT}. */
  public String lakefsEndpoint() {
    return lakefsEndpoint;
  }

  /** Access key of lakeFS's administrator. */
  public String lakefsAccessKey() {
    return LAKEFS_ACCESS_KEY;
  }

  /** Secret key of lakeFS's administrator. */
  public String lakefsSecretKey() {
    return LAKEFS_SECRET_KEY;
  }

  /** Address of MinIO: {@code http://127.0.0.1:PORT}. */
  public String s3Endpoint() {
    return s3Endpoint;
  }

  /** Access key of MinIO. */
  public String s3AccessKey() {
    return S3_ACCESS_KEY;
  }

  /** Secret key of MinIO. */
  public String s3SecretKey() {
    return S3_SECRET_KEY;
  }

  /** The one bucket that is there; lakeFS may use it too. */
  public String bucket() {
    return bucket;
  }

  /** lakeFS's own command line as its administrator, against this server; not started. */
  public ProcessBuilder lakectl(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, lakectl.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("LAKECTL_"));
    environment.put("LAKECTL_SERVER_ENDPOINT_URL", lakefsEndpoint);
    environment.put("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", LAKEFS_ACCESS_KEY);
    environment.put("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", LAKEFS_SECRET_KEY);
    // Its settings and its statistics are the caller's.
    environment.put("HOME", folder.toString());
    return builder;
  }

  /** Ends lakeFS as {@code kill -9} does. */
  public void killLakefs() {
    lakefs.kill();
  }

  /** Starts lakeFS again, on the same port and data. */
  public void startLakefs() {
    lakefs.start();
  }

  /** Ends MinIO as {@code kill -9} does. */
  public void killS3() {
    minio.kill();
  }

  /** Starts MinIO again, on the same port and data. */
  public void startS3() {
    minio.start();
  }

  /** Ends both and removes their data. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is about to exit.
    }
  }

  private void end() {
    lakefs.kill();
    minio.kill();
    TestFolders.remove(folder);
  }

  private ServerProcess minio(Path binary, String address) {
    return new ServerProcess(
        "MinIO",
        List.of(
            binary.toString(),
            "server",
            "--quiet",
            "--address",
            address,
            folder.resolve("minio").toString()),
        Map.of(
            "MINIO_ROOT_USER", S3_ACCESS_KEY,
            "MINIO_ROOT_PASSWORD", S3_SECRET_KEY,
            "MINIO_BROWSER", "off"),
        folder.resolve("minio.log"),
        URI.create(s3Endpoint + "/minio/health/ready"));
  }

  /**
   * A lakeFS of the tests' configuration; not started.
   *
   * @param folder takes its data and its log
   * @param blockstore what sets its object store, by environment variable
   */
  static ServerProcess lakefs(
      Path binary, Path folder, String address, Map<String, String> blockstore) {
    Map<String, String> environment = new HashMap<>(blockstore);
    environment.put("LAKEFS_LISTEN_ADDRESS", address);
    environment.put("LAKEFS_DATABASE_LOCAL_PATH", folder.resolve("lakefs/metadata").toString());
    environment.put("LAKEFS_COMMITTED_LOCAL_CACHE_DIR", folder.resolve("lakefs/cache").toString());
    environment.put("LAKEFS_INSTALLATION_USER_NAME", "studylake");
    environment.put("LAKEFS_INSTALLATION_ACCESS_KEY_ID", LAKEFS_ACCESS_KEY);
    environment.put("LAKEFS_INSTALLATION_SECRET_ACCESS_KEY", LAKEFS_SECRET_KEY);
    environment.put("LAKEFS_AUTH_ENCRYPT_SECRET_KEY", "studylake-tests");
    return new ServerProcess(
        "lakeFS",
        List.of(
            binary.toString(),
            "--config",
            TestTools.home().resolve("testenv/lakefs/lakefs.yaml").toString(),
            "run"),
        environment,
        folder.resolve("lakefs.log"),
        URI.create("http://" + address + "/_health"));
  }

  private static final class Shared {
    static final Servers SERVERS = start("studylake");
  }
}
