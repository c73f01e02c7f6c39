package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.testing.Azurite;
import io.studylake.testing.NeedsAzurite;
import io.studylake.testing.NeedsServers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Deliveries whose archive and tables are on Azure Blob Storage, as far as Azurite is that. */
@NeedsAzurite
class AzureDeliveryTest {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");

  @TempDir private static Path folder;
  private static Azurite azurite;

  @BeforeAll
  static void start() {
    azurite = Azurite.start();
  }

  @AfterAll
  static void close() {
    azurite.close();
  }

  @Test
  void aWarehouseOnBlobStorageHasTheRowsAndKeysOfOneInAFolder() {
    Map<String, String> onAzure = onAzure(newContainer());
    Map<String, String> inFolder = Map.of("local.path", folder.resolve("local").toString());

    for (Map<String, String> lake : List.of(onAzure, inFolder)) {
      for (String delivery : List.of("d1", "d2")) {
        run(lake, "deliver", PILOT.resolve(delivery).toString());
      }
    }

    for (String query :
        List.of(
            "SELECT * FROM study.main.keys.visit ORDER BY visit_key",
            "SELECT * FROM study.d1.base.ae ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10")) {
      assertThat(run(onAzure, "sql", query)).isEqualTo(run(inFolder, "sql", query)).contains("1");
    }
    assertThat(run(onAzure, "verify")).contains("Nothing is broken: ");
    assertThat(folder.resolve("azure").resolve("warehouse")).doesNotExist();
  }

  @Test
  @NeedsServers
  void lakefsOnBlobStorageTakesTheSameDelivery() {
    String container = newContainer();
    azurite.startLakefs();
    Map<String, String> lake = new TreeMap<>(onAzure(container));
    lake.putAll(azurite.lakefsKeys(container));
    // The repository as a bucket: lakeFS's gateway.
    String bucket = "spark.conf.\"spark.hadoop.fs.s3a.bucket.pilot.";
    lake.put(bucket + "endpoint\"", lake.get("lakefs.endpoint"));
    lake.put(bucket + "endpoint.region\"", "us-east-1");
    lake.put(bucket + "path.style.access\"", "true");
    lake.put(bucket + "access.key\"", lake.get("lakefs.access-key-id"));
    lake.put(bucket + "secret.key\"", lake.get("lakefs.secret-access-key"));

    run(lake, "init");
    run(lake, "deliver", PILOT.resolve("d1").toString());

    String linked = "parquet.`s3a://pilot/d1/data/base/dm/`";
    assertThat(
            run(
                lake,
                "sql",
                "--format",
                "csv",
                "SELECT count(*) FROM study.d1.base.dm UNION ALL SELECT count(*) FROM " + linked))
        .hasLineCount(3)
        .endsWith("29\r\n29\r\n");
    assertThat(run(lake, "verify")).contains("Nothing is broken: ");
  }

  private static Map<String, String> onAzure(String container) {
    return Map.of(
        "warehouse", Azurite.place(container).toString(),
        "local.path", folder.resolve("azure").toString(),
        "spark.conf.\"spark.hadoop.fs.azure.storage.emulator.account.name\"", Azurite.ACCOUNT);
  }

  private static String newContainer() {
    String container = "test-" + UUID.randomUUID();
    Azurite.create(container);
    return container;
  }

  private static String run(Map<String, String> lake, String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--study", "pilot", "-Dstudylake.spark.master=local[2]"));
    lake.forEach((key, value) -> all.add("-Dstudylake." + key + "=" + value));
    assertThat(line.execute(all.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString();
  }
}
