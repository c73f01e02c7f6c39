package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.lakefs.clients.sdk.ApiClient;
import io.lakefs.clients.sdk.ApiException;
import io.lakefs.clients.sdk.ObjectsApi;
import io.lakefs.clients.sdk.RefsApi;
import io.lakefs.clients.sdk.TagsApi;
import io.lakefs.clients.sdk.model.Diff;
import io.lakefs.clients.sdk.model.ObjectStats;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.ObjectStores;
import io.studylake.testing.Servers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What users of lakeFS see of a study: in its API, which is what its user interface shows, through
 * its S3 gateway, and with its own command line. None of them knows of studylake or Iceberg.
 */
@NeedsServers
class SeenInLakefsTest {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");
  private static final Servers SERVERS = Servers.shared();
  private static final String REPOSITORY = "seen-" + UUID.randomUUID().toString().substring(0, 8);

  @TempDir private static Path folder;
  private static Path configuration;
  private static ApiClient lakefs;

  @BeforeAll
  static void deliverTwoAndOneFromTheFirst() throws IOException {
    configuration = configuration(REPOSITORY);
    lakefs = new ApiClient();
    lakefs.setBasePath(SERVERS.lakefsEndpoint() + "/api/v1");
    lakefs.setUsername(SERVERS.lakefsAccessKey());
    lakefs.setPassword(SERVERS.lakefsSecretKey());

    run("init");
    run("deliver", PILOT.resolve("d1").toString());
    run("deliver", PILOT.resolve("d2").toString());
    // The first again, with another age and without visits.
    Path corrected = Files.createDirectory(folder.resolve("corrected"));
    for (String file : List.of("ae.csv", "vs.csv")) {
      Files.copy(PILOT.resolve("d1").resolve(file), corrected.resolve(file));
    }
    Files.writeString(
        corrected.resolve("dm.csv"),
        Files.readString(PILOT.resolve("d1/dm.csv")).replaceFirst(",85,YEARS", ",58,YEARS"));
    try (Stream<String> lines = Files.lines(PILOT.resolve("d1/contents.csv"))) {
      Files.write(
          corrected.resolve("contents.csv"),
          lines.filter(line -> !line.startsWith("SDTM,SV,")).toList());
    }
    run("deliver", corrected.toString(), "--from", "d1");
  }

  @Test
  void aDeliveredFileIsDownloadedAsItWasDelivered() throws Exception {
    for (String ref : List.of("d1", "main", commit("d2"))) {
      assertThat(content(ref, "deliveries/d1/dm.csv"))
          .isEqualTo(Files.readAllBytes(PILOT.resolve("d1/dm.csv")));
    }
    assertThat(paths("d2", "deliveries/"))
        .contains("deliveries/d1/ae.csv", "deliveries/d2/ae.csv", "deliveries/d2/contents.csv");
    ObjectStats seen = objects(REPOSITORY, "d2", "deliveries/d2/ae.csv").get(0);
    assertThat(seen.getSizeBytes()).isEqualTo(Files.size(PILOT.resolve("d2/ae.csv")));
    assertThat(seen.getContentType()).isEqualTo("text/csv");
  }

  @Test
  void aRefShowsTheDataFilesOfItsTablesAsTheyAreThereAndNoOthers() throws Exception {
    Map<String, Set<String>> shown = new TreeMap<>();
    for (String ref : List.of("d1", "d2", "corrected", "main")) {
      Set<String> tables = folders(paths(ref, "data/"));
      assertThat(tables).contains("raw/ae", "base/ae", "base/dm", "keys/patient", "meta/columns");
      assertThat(tables.contains("base/sv")).isEqualTo(ref.startsWith("d"));
      String files =
          tables.stream()
              .map(
                  table ->
                      "SELECT '%s/' || split_part(file_path, '/data/', 2) FROM study.%s.%s.files"
                          .formatted(table, ref, table.replace('/', '.')))
              .collect(Collectors.joining(" UNION ALL "));
      shown.put(ref, Set.copyOf(paths(ref, "data/")));
      assertThat(shown.get(ref).stream().map(path -> path.substring("data/".length())))
          .allMatch(path -> path.endsWith(".parquet"))
          .containsExactlyInAnyOrderElementsOf(rows(files));
    }

    assertThat(below(shown.get("d2"), "data/base/ae/"))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(below(shown.get("d1"), "data/base/ae/"));
    assertThat(below(shown.get("corrected"), "data/base/ae/"))
        .isEqualTo(below(shown.get("d1"), "data/base/ae/"));
    assertThat(below(shown.get("corrected"), "data/raw/dm/"))
        .doesNotContainAnyElementsOf(below(shown.get("d1"), "data/raw/dm/"));
    assertThat(shown.get("main")).isEqualTo(shown.get("corrected"));
  }

  @Test
  void aDiffNamesTheFilesThatChangedAndNoOthers() throws Exception {
    Map<String, Diff.TypeEnum> changed =
        new RefsApi(lakefs)
                .diffRefs(REPOSITORY, "d1", "d2")
                .type("two_dot")
                .amount(1000)
                .execute()
                .getResults()
                .stream()
                .collect(Collectors.toMap(Diff::getPath, Diff::getType));
    Set<String> before = Set.copyOf(paths("d1", "data/"));
    Set<String> after = Set.copyOf(paths("d2", "data/"));
    Map<String, Diff.TypeEnum> expected = new TreeMap<>();
    after.stream()
        .filter(path -> !before.contains(path))
        .forEach(path -> expected.put(path, Diff.TypeEnum.ADDED));
    before.stream()
        .filter(path -> !after.contains(path))
        .forEach(path -> expected.put(path, Diff.TypeEnum.REMOVED));
    paths("d2", "deliveries/d2/").forEach(path -> expected.put(path, Diff.TypeEnum.ADDED));
    List<String> reports = paths("d2", "reports/");
    assertThat(reports).hasSize(2);
    expected.put(reports.get(1), Diff.TypeEnum.ADDED);

    assertThat(expected).containsEntry("deliveries/d2/dm.csv", Diff.TypeEnum.ADDED);
    assertThat(
            changed.entrySet().stream()
                .filter(change -> !change.getKey().matches("(tables|runs)/.*")))
        .containsExactlyInAnyOrderElementsOf(expected.entrySet());
  }

  @Test
  void sparkReadsTheSameRowsThroughTheGatewayOnAnyRef() throws Exception {
    for (String ref : List.of("d1", "main", commit("d2"))) {
      String place = "s3a://%s/%s/".formatted(REPOSITORY, ref);
      String delivered = ref.equals("d1") ? "d1" : "d2";
      List<String> differences = new ArrayList<>();
      for (String table : List.of("base.dm", "raw.ae", "base.vs", "keys.visit")) {
        String files = "parquet.`%sdata/%s/`".formatted(place, table.replace('.', '/'));
        String rows = "study.`%s`.%s".formatted(ref, table);
        differences.add("SELECT * FROM %s EXCEPT ALL SELECT * FROM %s".formatted(files, rows));
        differences.add("SELECT * FROM %s EXCEPT ALL SELECT * FROM %s".formatted(rows, files));
      }
      String subjects =
          "SELECT _c2 FROM csv.`%sdeliveries/%s/dm.csv`".formatted(place, delivered)
              + " EXCEPT ALL SELECT usubjid FROM study.%s.raw.dm".formatted(delivered);

      assertThat(
              rows(
                  differences.stream()
                      .map("SELECT count(*) FROM (%s)"::formatted)
                      .collect(Collectors.joining(" UNION ALL "))))
          .as(ref)
          .hasSize(8)
          .containsOnly("0");
      assertThat(rows(subjects)).as(ref).containsExactly("USUBJID");
    }
  }

  @Test
  void lakectlListsComparesAndDownloadsTheSame() throws Exception {
    assertThat(lakectl("fs", "ls", "--recursive", uri("d1", "deliveries/")).lines())
        .anyMatch(line -> line.matches("object .* 3\\.4 kB +deliveries/d1/dm\\.csv"));
    String files = lakectl("fs", "ls", "--recursive", uri("d1", "data/base/ae/"));
    assertThat(files.lines().map(line -> line.replaceFirst(".* ", "")))
        .containsExactlyElementsOf(paths("d1", "data/base/ae/"));

    String diff = lakectl("diff", uri("d1", ""), uri("d2", ""));
    assertThat(diff.lines())
        .contains(
            "+ added deliveries/d2/dm.csv", "- removed " + paths("d1", "data/base/ae/").get(0));

    Path downloaded = folder.resolve("downloaded");
    lakectl("fs", "download", uri("d1", "deliveries/d1/dm.csv"), downloaded.toString());
    assertThat(downloaded).hasSameBinaryContentAs(PILOT.resolve("d1/dm.csv"));
    String parquet = paths("d2", "data/base/dm/").get(0);
    lakectl("fs", "download", uri("d2", parquet), downloaded.toString());
    assertThat(downloaded).hasBinaryContent(content("d2", parquet));
    assertThat(content("d2", parquet)).startsWith("PAR1".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void dataFilesAreTakenAwayWhereThatIsWantedAndComeBackForAllTables() throws Exception {
    String repository = REPOSITORY + "-off";
    Path shown = configuration(repository);
    run(shown, "init");
    run(shown, "deliver", subjects("one", 61));
    run(shown, "deliver", subjects("two", 62), "-Dstudylake.lakefs.link-data=false");

    assertThat(paths(repository, "two", "data/")).isEmpty();
    assertThat(paths(repository, "two", "deliveries/two/")).contains("deliveries/two/dm.csv");
    List<String> before = paths(repository, "one", "data/");
    assertThat(before).anyMatch(path -> path.startsWith("data/base/dm/"));

    run(shown, "deliver", subjects("three", 63));

    List<String> after = paths(repository, "three", "data/");
    assertThat(folders(after)).isEqualTo(folders(before));
    assertThat(below(after, "data/base/ae/")).isEqualTo(below(before, "data/base/ae/"));
    assertThat(below(after, "data/base/dm/"))
        .hasSize(1)
        .isNotEqualTo(below(before, "data/base/dm/"));
  }

  /** A delivery of one subject and one adverse event, which is always the same. */
  private static String subjects(String delivery, int age) throws IOException {
    Path written = Files.createDirectory(folder.resolve(delivery));
    Files.writeString(
        written.resolve("contents.csv"),
        """
        dataset,column,type
        DM,USUBJID,char
        DM,AGE,num
        DM,VISITNUM,num
        AE,USUBJID,char
        AE,VISITNUM,num
        """);
    Files.writeString(
        written.resolve("dm.csv"), "USUBJID,AGE,VISITNUM\n01-001,%d,1\n".formatted(age));
    Files.writeString(written.resolve("ae.csv"), "USUBJID,VISITNUM\n01-001,1\n");
    return written.toString();
  }

  private static Path configuration(String repository) throws IOException {
    Map<String, String> keys = new TreeMap<>(ObjectStores.keys());
    keys.put("store", "lakefs");
    keys.put("warehouse", ObjectStores.newPlace().toString());
    keys.put("local.path", folder.resolve(repository).toString());
    keys.put("lakefs.endpoint", SERVERS.lakefsEndpoint());
    keys.put("lakefs.access-key-id", SERVERS.lakefsAccessKey());
    keys.put("lakefs.secret-access-key", SERVERS.lakefsSecretKey());
    keys.put("lakefs.storage-namespace", "s3://" + SERVERS.bucket() + "/lakefs");
    keys.put("study.repositories.pilot", repository);
    keys.put("gate.rules.dataset-missing.level", "warn");
    keys.put("spark.master", "local[2]");
    // The repository as a bucket: lakeFS's gateway, with lakeFS's credentials.
    String bucket = "spark.conf.\"spark.hadoop.fs.s3a.bucket." + repository;
    keys.put(bucket + ".endpoint\"", SERVERS.lakefsEndpoint());
    keys.put(bucket + ".access.key\"", SERVERS.lakefsAccessKey());
    keys.put(bucket + ".secret.key\"", SERVERS.lakefsSecretKey());
    keys.put(bucket + ".path.style.access\"", "true");
    return Files.writeString(
        folder.resolve(repository + ".conf"),
        keys.entrySet().stream()
            .map(key -> "studylake.%s = \"%s\"%n".formatted(key.getKey(), key.getValue()))
            .collect(Collectors.joining()));
  }

  private static String run(String... command) {
    return run(configuration, command);
  }

  private static String run(Path configuration, String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--study", "pilot", "--config", configuration.toString()));
    assertThat(line.execute(all.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString();
  }

  /** The rows of a query of one column. */
  private static List<String> rows(String query) {
    return run("sql", "--format", "csv", query).lines().skip(1).toList();
  }

  private static String commit(String ref) throws ApiException {
    return new TagsApi(lakefs).getTag(REPOSITORY, ref).execute().getCommitId();
  }

  private static List<ObjectStats> objects(String repository, String ref, String prefix)
      throws ApiException {
    return new ObjectsApi(lakefs)
        .listObjects(repository, ref)
        .prefix(prefix)
        .amount(1000)
        .execute()
        .getResults();
  }

  private static List<String> paths(String ref, String prefix) throws ApiException {
    return paths(REPOSITORY, ref, prefix);
  }

  private static List<String> paths(String repository, String ref, String prefix)
      throws ApiException {
    return objects(repository, ref, prefix).stream().map(ObjectStats::getPath).toList();
  }

  private static byte[] content(String ref, String path) throws ApiException, IOException {
    Path downloaded = new ObjectsApi(lakefs).getObject(REPOSITORY, ref, path).execute().toPath();
    try {
      return Files.readAllBytes(downloaded);
    } finally {
      Files.delete(downloaded);
    }
  }

  /** The tables of paths: {@code base/dm}. */
  private static Set<String> folders(List<String> paths) {
    return paths.stream()
        .map(path -> path.substring("data/".length(), path.lastIndexOf('/')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> below(Collection<String> paths, String prefix) {
    return paths.stream().filter(path -> path.startsWith(prefix)).sorted().toList();
  }

  private static String uri(String ref, String path) {
    return "lakefs://%s/%s/%s".formatted(REPOSITORY, ref, path);
  }

  private static String lakectl(String... arguments) throws IOException, InterruptedException {
    Process process = SERVERS.lakectl(arguments).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
