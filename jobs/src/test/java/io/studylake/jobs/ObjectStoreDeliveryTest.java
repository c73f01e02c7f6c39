package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.storage.HadoopConfigurations;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.ObjectStores;
import io.studylake.testing.Servers;
import io.studylake.version.Entry;
import io.studylake.version.View;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Deliveries whose archive and tables are on a real object store. */
@NeedsServers
class ObjectStoreDeliveryTest {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");

  @TempDir private Path folder;

  @Test
  void aWarehouseOnS3HasTheRowsAndKeysOfOneInAFolderAndNoSecretIsWrittenAnywhere()
      throws IOException {
    URI place = ObjectStores.newPlace();
    Map<String, String> onS3 = new TreeMap<>(ObjectStores.keys());
    onS3.put("warehouse", place.toString());
    onS3.put("local.path", folder.resolve("s3").toString());
    Map<String, String> inFolder = Map.of("local.path", folder.resolve("local").toString());

    StringBuilder said = new StringBuilder();
    for (Map<String, String> lake : List.of(onS3, inFolder)) {
      for (String delivery : List.of("d1", "d2")) {
        said.append(run(lake, "deliver", PILOT.resolve(delivery).toString()));
      }
    }
    // Without Spark: the driver's own catalog reads through the same settings.
    said.append(run(onS3, "log")).append(run(onS3, "show", "main"));
    assertThat(run(onS3, "deliver", PILOT.resolve("d2").toString())).contains("Nothing to do");

    for (String query :
        List.of(
            "SELECT * FROM study.main.keys.patient ORDER BY patient_key",
            "SELECT * FROM study.d1.keys.visit ORDER BY visit_key",
            "SELECT * FROM study.main.base.vs ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
            "SELECT * FROM study.main.raw.dm ORDER BY usubjid")) {
      assertThat(run(onS3, "sql", query)).isEqualTo(run(inFolder, "sql", query)).contains("1");
    }
    assertThat(folder.resolve("s3").resolve("warehouse")).doesNotExist();

    String secret = Servers.shared().s3SecretKey();
    // Spark's log is the process's, so it may be in another test's lake: ClusterTest reads it.
    Map<String, String> written = written(onS3, place);
    assertThat(written.keySet())
        .anyMatch(name -> name.endsWith(".metadata.json"))
        .anyMatch(name -> name.endsWith(".avro"))
        .anyMatch(name -> name.matches(".*/archive/[0-9a-f]{64}"))
        .anyMatch(name -> name.contains("/lineage/"))
        .anyMatch(name -> name.startsWith("main runs/"))
        .anyMatch(name -> name.matches("main .*raw/dm.*"));
    assertThat(written.toString()).doesNotContain(secret);
    assertThat(said.toString()).doesNotContain(secret);
  }

  @Test
  void wrongCredentialsEndWithTheStoresExitCodeAndLeaveNoBranch() {
    Map<String, String> lake = new TreeMap<>(ObjectStores.keys());
    // Hadoop keeps one connection per bucket and process, and with it the keys.
    lake.put("spark.conf.\"spark.hadoop.fs.s3a.impl.disable.cache\"", "true");
    lake.put("s3.secret-access-key", "wrong-and-private");
    lake.put("warehouse", ObjectStores.newPlace().toString());
    lake.put("local.path", folder.resolve("denied").toString());
    StringWriter err = new StringWriter();

    assertThat(execute(lake, new StringWriter(), err, "deliver", PILOT.resolve("d1").toString()))
        .isEqualTo(6);

    assertThat(err.toString())
        .contains("Cannot say in s3a://", " is denied. Check the credentials")
        .doesNotContain("wrong-and-private");
    try (Study study = Study.open(configuration(lake).lake(), "pilot")) {
      assertThat(study.store().branches()).containsExactly("main");
    }
  }

  @Test
  void aStoreThatFailsUnderSparkIsNamedWithItsExitCode() {
    RuntimeException wrapped =
        new IllegalStateException(
            "Job aborted",
            new java.net.ConnectException(
                "Writing Object on s3a://studies/lake/pilot/x: Connect to minio:9000 failed"));

    assertThat(Failures.codeOf(wrapped)).isEqualTo(ExitCode.STORE);
    assertThat(io.studylake.storage.ObjectStoreFailures.in(wrapped).orElseThrow())
        .startsWith("Cannot go on with s3a://studies: the object store cannot be reached (");
    assertThat(
            Failures.codeOf(
                new IllegalStateException(
                    new java.io.FileNotFoundException("No such file: s3a://studies/lake/x"))))
        .isEqualTo(ExitCode.FAILED);
  }

  /** Everything that is written on S3, in the lake's folder and in the version store, by name. */
  private static Map<String, String> written(Map<String, String> lake, URI place)
      throws IOException {
    Map<String, String> written = new LinkedHashMap<>();
    Configuration configuration = configuration(lake);
    var root = new org.apache.hadoop.fs.Path(place);
    FileSystem s3 = root.getFileSystem(HadoopConfigurations.of(configuration.lake().hadoop()));
    var objects = s3.listFiles(root, true);
    while (objects.hasNext()) {
      var object = objects.next();
      try (InputStream in = s3.open(object.getPath())) {
        written.put(object.getPath().toString(), text(in.readAllBytes()));
      }
    }
    try (Stream<Path> files = Files.walk(configuration.lake().localPath())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        written.put(file.toString(), text(Files.readAllBytes(file)));
      }
    }
    try (Study study = Study.open(configuration.lake(), "pilot")) {
      View main = new View.Committed(study.store().require("main"));
      for (Entry entry : study.store().list(main, "", 10_000)) {
        written.put("main " + entry.path(), text(study.store().read(main, entry.path()).get()));
      }
    }
    return written;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static Configuration configuration(Map<String, String> lake) {
    Map<String, String> overrides = new TreeMap<>();
    lake.forEach((key, value) -> overrides.put("studylake." + key, value));
    return Configuration.load(Optional.empty(), Map.of(), overrides);
  }

  private static String run(Map<String, String> lake, String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(execute(lake, out, err, command)).as(err.toString()).isZero();
    return out.toString() + (command[0].equals("deliver") ? err : "");
  }

  private static int execute(
      Map<String, String> lake, StringWriter out, StringWriter err, String... command) {
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--study", "pilot", "-Dstudylake.spark.master=local[2]"));
    lake.forEach((key, value) -> all.add("-Dstudylake." + key + "=" + value));
    return line.execute(all.toArray(String[]::new));
  }
}
