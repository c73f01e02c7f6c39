package io.studylake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A real Azurite, and a real lakeFS on it. Hadoop's client of Blob Storage looks for it at the one
 * address that it calls the emulator's, so one that listens there already is used as it is.
 * Annotate such tests with {@link NeedsAzurite}, and with {@link NeedsServers} for lakeFS.
 */
public final class Azurite implements AutoCloseable {
  /** The account that every Azurite has. */
  public static final String ACCOUNT = "devstoreaccount1";

  /** The key that every Azurite has, from its documentation: no secret. */
  private static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private static final int PORT = 10000;
  private static final String ENDPOINT = "http://127.0.0.1:" + PORT + "/" + ACCOUNT;

  private final Path folder;
  private final ServerProcess azurite;
  private ServerProcess lakefs;
  private String lakefsEndpoint;

  private Azurite() {
    Path binary = TestTools.install("azurite").get("azurite");
    try {
      folder = Files.createTempDirectory("studylake-azurite-");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a folder for Azurite", e);
    }
    azurite =
        new ServerProcess(
            "Azurite",
            List.of(
                binary.toString(),
                "--silent",
                "--skipApiVersionCheck",
                "--disableTelemetry",
                "--blobHost",
                "127.0.0.1",
                "--blobPort",
                Integer.toString(PORT),
                "--location",
                folder.resolve("azurite").toString()),
            Map.of(),
            folder.resolve("azurite.log"),
            URI.create(ENDPOINT + "?comp=list"),
            // It is there, and wants a signature.
            403);
  }

  /** Starts it, unless there is one. */
  public static Azurite start() {
    Azurite azurite = new Azurite();
    if (!ServerProcess.listens(PORT)) {
      azurite.azurite.start();
    }
    return azurite;
  }

  /** Starts a lakeFS that keeps its objects in it. */
  public void startLakefs() {
    String address = "127.0.0.1:" + ServerProcess.freePort();
    lakefsEndpoint = "http://" + address;
    lakefs =
        Servers.lakefs(
            TestTools.install("servers").get("lakefs"),
            folder,
            address,
            Map.of(
                "LAKEFS_BLOCKSTORE_TYPE", "azure",
                "LAKEFS_BLOCKSTORE_AZURE_STORAGE_ACCOUNT", ACCOUNT,
                "LAKEFS_BLOCKSTORE_AZURE_STORAGE_ACCESS_KEY", KEY,
                "LAKEFS_BLOCKSTORE_AZURE_TEST_ENDPOINT_URL", ENDPOINT));
    lakefs.start();
  }

  /** Configuration keys, without {@code studylake.}, that reach the lakeFS. */
  public Map<String, String> lakefsKeys(String container) {
    return Map.of(
        "store",
        "lakefs",
        "lakefs.endpoint",
        lakefsEndpoint,
        "lakefs.access-key-id",
        Servers.LAKEFS_ACCESS_KEY,
        "lakefs.secret-access-key",
        Servers.LAKEFS_SECRET_KEY,
        "lakefs.storage-namespace",
        "https://%s.blob.core.windows.net/%s/lakefs".formatted(ACCOUNT, container));
  }

  /** Where a container is for Hadoop. */
  public static URI place(String container) {
    return URI.create("wasb://%s@%s/warehouse".formatted(container, ACCOUNT));
  }

  /** Makes a container: Hadoop does that itself, lakeFS does not. */
  public static void create(String container) {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.azure.storage.emulator.account.name", ACCOUNT);
    URI place = place(container);
    try (FileSystem files = FileSystem.newInstance(place, hadoop)) {
      files.mkdirs(new org.apache.hadoop.fs.Path(place));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make container " + container, e);
    }
  }

  /** Ends what was started here, and removes its data. */
  @Override
  public void close() {
    if (lakefs != null) {
      lakefs.close();
    }
    azurite.close();
    TestFolders.remove(folder);
  }
}
