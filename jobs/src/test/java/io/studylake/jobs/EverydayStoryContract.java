package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.studylake.catalog.RefCatalog;
import io.studylake.lake.Study;
import io.studylake.version.VersionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a data engineer does between deliveries, from the first delivery to a clean lake, with the
 * commands alone. The same on every version store.
 */
abstract class EverydayStoryContract {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private PilotLake lake;

  /** What each published snapshot holds, by its tag, as it was read when it was published. */
  private final Map<String, Map<String, List<String>>> published = new TreeMap<>();

  /** Each natural key of a patient that any published snapshot had, with its surrogate key. */
  private final Map<String, Long> patients = new HashMap<>();

  abstract PilotLake lake(Path folder);

  @Test
  void fourDeliveriesHeldBackComparedAcceptedRestoredReplacedAndCleanedUp() throws IOException {
    lake = lake(folder.resolve("lake"));
    for (String delivery : List.of("d1", "d2", "d3")) {
      lake.deliver(delivery);
      remember(delivery);
    }

    String held = heldBack();
    JsonNode compared = facts("diff", "main", held);
    assertThat(compared.path("tables"))
        .anySatisfy(
            table -> {
              assertThat(table.path("table").asText()).isEqualTo("base.ae");
              assertThat(table.path("rowsAfter").asLong() - table.path("rowsBefore").asLong())
                  .isEqualTo(table.path("rowsAdded").asLong() - table.path("rowsRemoved").asLong())
                  .isNegative();
            });
    expect(0, "publish", held);
    assertThat(branches()).isEqualTo(Set.of("main"));
    remember("d4");

    String stopped = stopped(withoutDispositions());
    assertThat(lake.run("publish", stopped).code()).isEqualTo(3);
    expect(
        0,
        "publish",
        stopped,
        "--accept",
        "dataset-missing",
        "--reason",
        "DS moves to d6, says CRO");
    assertThat(datasets("main")).doesNotContain("ds").contains("dm");
    remember("d5");

    expect(0, "restore", "--to", "d2", "--yes");
    assertThat(lake.tables("main")).containsAllEntriesOf(withoutKeys(published.get("d2")));
    PilotLake.Ended replaced =
        expect(0, "deliver", otherPatients().toString(), "--delivery", "d3", "--replace");
    assertThat(replaced.out()).contains("d3-r2");
    remember("d3-r2");
    assertThat(patients.values()).doesNotHaveDuplicates();

    expect(0, "branch", "aside", "--at", "d1");
    expect(0, "drop-branch", "aside");
    Path later = folder.resolve("d5");
    assertThat(lake.run("deliver", later.toString(), "--delivery", "d6").code()).isEqualTo(3);
    assertThat(branches()).hasSize(2);
    expect(0, "branch", "prune", "--older-than", "0d", "--held", "--yes");
    assertThat(branches()).isEqualTo(Set.of("main"));
    JsonNode freed =
        facts("vacuum", "--older-than", "0s", "--yes", "-Dstudylake.vacuum.least-age=0s");
    assertThat(freed.at("/deleted/files").asLong()).isPositive();

    PilotLake.Ended verified = expect(0, "verify", "--all-refs", "--deep");
    assertThat(verified.out()).contains("Nothing is broken");
    published.forEach(
        (tag, tables) -> assertThat(lake.tables(tag)).as("snapshot %s", tag).isEqualTo(tables));
    assertThat(lake.tables("main")).isEqualTo(published.get("d3-r2"));
  }

  private String heldBack() {
    Set<String> before = branches();
    expect(0, "deliver", PILOT.resolve("d4").toString(), "--no-publish");
    return added(before);
  }

  private String stopped(Path delivery) {
    Set<String> before = branches();
    PilotLake.Ended ended = lake.run("deliver", delivery.toString());
    assertThat(ended.code()).as("%s", ended).isEqualTo(3);
    assertThat(ended.err()).contains("dataset-missing");
    assertThat(lake.tables("main")).isEqualTo(published.get("d4"));
    return added(before);
  }

  private String added(Set<String> before) {
    Set<String> added = branches();
    added.removeAll(before);
    assertThat(added).hasSize(1);
    return added.iterator().next();
  }

  private Set<String> branches() {
    try (Study study = lake.open()) {
      return new TreeSet<>(study.store().branches());
    }
  }

  private Path withoutDispositions() throws IOException {
    Path delivery = copy("d4", "d5", line -> line);
    Files.delete(delivery.resolve("ds.csv"));
    Path contents = delivery.resolve("contents.csv");
    Files.write(
        contents,
        Files.readAllLines(contents).stream().filter(line -> !line.contains(",DS,")).toList());
    return delivery;
  }

  /** The third delivery, with every patient that came with it under another id. */
  private Path otherPatients() throws IOException {
    Set<String> came = patientsOf("d3");
    came.removeAll(patientsOf("d2"));
    assertThat(came).isNotEmpty();
    return copy(
        "d3",
        "other",
        line -> {
          String other = line;
          for (String patient : came) {
            other = other.replace(patient, patient.replaceFirst("-([0-9]+)$", "-9$1"));
          }
          return other;
        });
  }

  private static Set<String> patientsOf(String delivery) throws IOException {
    Set<String> patients = new TreeSet<>();
    try (Stream<Path> files = Files.list(PILOT.resolve(delivery))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        for (String line : Files.readAllLines(file)) {
          Stream.of(line.split(",", 4))
              .filter(cell -> cell.matches("01-7[0-9]{2}-[0-9]{4}"))
              .forEach(patients::add);
        }
      }
    }
    return patients;
  }

  private Path copy(String delivery, String name, UnaryOperator<String> line) throws IOException {
    Path to = Files.createDirectories(folder.resolve(name));
    try (Stream<Path> files = Files.list(PILOT.resolve(delivery))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.write(
            to.resolve(file.getFileName()), Files.readAllLines(file).stream().map(line).toList());
      }
    }
    return to;
  }

  private void remember(String tag) throws IOException {
    assertThat(lake.tables(tag)).isEqualTo(lake.tables(VersionStore.MAIN));
    published.put(tag, lake.tables(tag));
    keys(tag)
        .forEach(
            (natural, key) ->
                assertThat(patients.merge(natural, key, (known, now) -> known))
                    .as("key of %s in %s", natural, tag)
                    .isEqualTo(key));
  }

  private Map<String, Long> keys(String ref) throws IOException {
    Map<String, Long> keys = new TreeMap<>();
    try (Study study = lake.open();
        RefCatalog catalog = study.catalog(Optional.empty());
        CloseableIterable<Record> rows =
            IcebergGenerics.read(
                    catalog.loadTable(TableIdentifier.of(Namespace.of(ref, "base"), "dm")))
                .select("usubjid", "patient_key")
                .build()) {
      rows.forEach(
          row -> keys.put((String) row.getField("usubjid"), (Long) row.getField("patient_key")));
    }
    return keys;
  }

  private List<String> datasets(String ref) {
    List<String> datasets = new ArrayList<>();
    lake.tables(ref).keySet().stream()
        .filter(table -> table.startsWith("base."))
        .forEach(table -> datasets.add(table.substring("base.".length())));
    return datasets;
  }

  private static Map<String, List<String>> withoutKeys(Map<String, List<String>> tables) {
    Map<String, List<String>> without = new TreeMap<>(tables);
    without.keySet().removeIf(table -> table.startsWith("keys."));
    return without;
  }

  private JsonNode facts(String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of("--format", "json"));
    return JSON.readTree(expect(0, all.toArray(String[]::new)).out());
  }

  private PilotLake.Ended expect(int code, String... command) {
    PilotLake.Ended ended = lake.run(command);
    assertThat(ended.code()).as("%s: %s", List.of(command), ended).isEqualTo(code);
    return ended;
  }
}
