package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.studylake.jobs.SubmittedJobs.Ended;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.NeedsSpark;
import io.studylake.testing.Servers;
import io.studylake.testing.SparkCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Deliveries d1 and d2 of the test study, by {@code spark-submit} on a standalone cluster with two
 * workers, to lakeFS and S3; the driver's folder of each is gone before its executors read.
 */
@NeedsServers
@NeedsSpark
@Tag("packaged")
class ClusterTest {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");
  private static final List<String> TABLES =
      List.of(
          "raw.ae",
          "raw.dm",
          "raw.sv",
          "raw.vs",
          "base.ae",
          "base.dm",
          "base.sv",
          "base.vs",
          "keys.patient",
          "keys.visit",
          "keys.location");

  @TempDir private static Path folder;
  private static SparkCluster cluster;
  private static SubmittedJobs jobs;

  @BeforeAll
  static void deliverTwice() throws Exception {
    Servers servers = Servers.shared();
    cluster = SparkCluster.start(SubmittedJobs.workerEnvironment(servers));
    jobs = new SubmittedJobs(servers, cluster, folder);
    assertThat(jobs.submit(Init.class, "--study", "pilot").result())
        .contains("Study pilot is ready");
    for (String delivery : List.of("d1", "d2")) {
      Path delivered = copy(delivery);
      Ended ended =
          jobs.submit(
              line -> {
                if (line.startsWith("Ingest ")) {
                  remove(delivered);
                }
              },
              Deliver.class,
              delivered.toString(),
              "--study",
              "pilot");
      assertThat(ended.result()).contains("Published delivery " + delivery);
      assertThat(delivered).doesNotExist();
    }
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void everyTableHasTheRowsAndKeysOfTheEmbeddedStore() throws Exception {
    Path lake = folder.resolve("embedded");
    for (String delivery : List.of("d1", "d2")) {
      embedded(lake, "deliver", PILOT.resolve(delivery).toString());
    }
    String everyRow =
        Stream.of("d1", "main")
            .flatMap(ref -> TABLES.stream().map(table -> "study.%s.%s".formatted(ref, table)))
            .map("SELECT '%1$s' AS name, to_json(struct(*)) AS row FROM %1$s"::formatted)
            .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY 1, 2"));

    String expected = embedded(lake, "sql", "--format", "csv", everyRow);

    assertThat(expected.lines().filter(line -> line.startsWith("study.d1.base.vs,"))).hasSize(995);
    assertThat(jobs.submit(Sql.class, "--study", "pilot", "--format", "csv", everyRow).result())
        .isEqualTo(expected);
  }

  @Test
  void theExecutorsOfBothWorkersDidTheWork() throws IOException {
    assertThat(cluster.aliveWorkers()).isEqualTo(2);
    for (String delivery : List.of("d1", "d2")) {
      Set<String> executors = new TreeSet<>();
      for (JsonNode event : events("deliver " + delivery)) {
        if (event.path("Event").asText().equals("SparkListenerTaskEnd")
            && event.path("Task End Reason").path("Reason").asText().equals("Success")) {
          executors.add(event.path("Task Info").path("Executor ID").asText());
        }
      }
      assertThat(executors).as("executors with tasks of " + delivery).containsExactly("0", "1");
    }
  }

  @Test
  void aDeliveryThatIsPublishedEndsWith0AndChangesNothing() throws Exception {
    String before = jobs.submit(Log.class, "--study", "pilot").result();

    Ended again = jobs.submit(Deliver.class, copy("d2").toString(), "--study", "pilot");

    assertThat(again.result()).contains("Nothing to do: delivery d2 of study pilot is published");
    assertThat(jobs.submit(Log.class, "--study", "pilot").result())
        .isEqualTo(before)
        .contains("Delivery d1", "Delivery d2");
    assertThat(jobs.submit(Show.class, "--study", "pilot", "d1").result())
        .contains("Demographics", "16 location, 30 patient, 255 visit");
    assertThat(jobs.submit(Verify.class, "--study", "pilot").result())
        .contains("Nothing is broken");
  }

  @Test
  void theExitCodeOfAJobIsThatOfSparkSubmit() throws Exception {
    Path broken = copy("d3");
    Files.writeString(broken.resolve("contents.csv"), "these,are,no,contents\n");

    assertThat(jobs.submit(Deliver.class, broken.toString(), "--study", "pilot").exitCode())
        .isEqualTo(ExitCode.REJECTED.code());
    assertThat(jobs.submit(Show.class, "--study", "no-such-study").exitCode())
        .isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(jobs.submit(Show.class, "--no-such-option").exitCode())
        .isEqualTo(ExitCode.USAGE.code());
  }

  /** The lines of docs/cluster.md, as they stand there. */
  @Test
  void sparkShellJoinsTwoRefsWithoutASecretOnItsCommandLine() throws Exception {
    String section =
        Files.readString(Path.of("..", "docs", "cluster.md"))
            .split("\n## spark-shell\n", 2)[1]
            .split("\n## ", 2)[0];
    List<String> blocks =
        Pattern.compile("(?m)(^    .*\n)+")
            .matcher(section)
            .results()
            .map(block -> block.group().stripIndent())
            .toList();
    assertThat(blocks).hasSize(2);

    Ended shell = jobs.bash(blocks.get(0), blocks.get(1));

    assertThat(shell.result().lines())
        .contains(
            "|siteid|in_d1|in_d2|",
            "|   701|    3|    5|",
            "|   702|    0|    1|",
            "|   703|    2|    3|",
            "|   704|    2|    3|");
  }

  @Test
  void noSecretIsInAnyFileOfSparkTheWorkersOrLineage() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (Path place : List.of(jobs.events(), jobs.lake(), cluster.folder())) {
      files.putAll(files(place));
    }

    assertThat(files.keySet())
        .anyMatch(name -> name.matches(".*/events/app-.*"))
        .anyMatch(name -> name.matches(".*/lineage/.*\\.jsonl"))
        .anyMatch(name -> name.matches(".*/worker-1/app-[^/]*/\\d+/stderr"))
        .anyMatch(name -> name.matches(".*/worker-2/app-[^/]*/\\d+/stderr"))
        .anyMatch(name -> name.endsWith("/master.log"));
    files.forEach((name, content) -> assertThat(content).as(name).doesNotContain(jobs.secrets()));
  }

  /** The events of the one job of this name. */
  private static List<JsonNode> events(String job) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String content : files(jobs.events()).values()) {
      if (content.contains("\"App Name\":\"" + job + "\"")) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : content.lines().toList()) {
          events.add(json.readTree(line));
        }
        return events;
      }
    }
    throw new AssertionError("there is no event log of " + job);
  }

  private static Map<String, String> files(Path place) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(place)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".jar")) {
          files.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return files;
  }

  /** A delivered folder of the driver's own. */
  private static Path copy(String delivery) throws IOException {
    Path copy = Files.createTempDirectory(folder, "delivered").resolve(delivery);
    Files.createDirectory(copy);
    try (Stream<Path> files = Files.list(PILOT.resolve(delivery))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static void remove(Path delivered) {
    try (Stream<Path> files = Files.list(delivered)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(delivered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String embedded(Path lake, String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(
        List.of(
            "--study",
            "pilot",
            "-Dstudylake.spark.master=local[2]",
            "-Dstudylake.local.path=" + lake));
    assertThat(line.execute(all.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString();
  }
}
