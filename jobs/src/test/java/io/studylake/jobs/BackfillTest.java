package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.studylake.jobs.PilotLake.Ended;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many deliveries in one process. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BackfillTest {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");

  @TempDir private Path folder;

  private static String pilot(String delivery) {
    return PILOT.resolve(delivery).toString();
  }

  private static Ended backfill(PilotLake lake, String... arguments) {
    List<String> command = new ArrayList<>(List.of("backfill"));
    command.addAll(List.of(arguments));
    return lake.run(command.toArray(String[]::new));
  }

  @Test
  void aBackfillIsTheDeliveriesOneByOne() throws IOException {
    PilotLake single = PilotLake.local(folder.resolve("single"));
    List.of("d1", "d2", "d3").forEach(single::deliver);
    PilotLake lake = PilotLake.local(folder.resolve("lake"));

    Ended ended = backfill(lake, pilot("d1"), pilot("d2"), pilot("d3"));

    assertThat(ended.code()).as(ended.err()).isZero();
    for (String tag : List.of("d1", "d2", "d3", "main")) {
      assertThat(lake.tables(tag)).as(tag).isEqualTo(single.tables(tag));
    }
    assertThat(lake.verified().remarks()).isEmpty();
    assertThat(ended.out().lines().toList().get(1))
        .matches(
            "d1 +published +4 +0 +1,343 +16 location, 30 patient, 255 visit +[0-9.]+ +[0-9a-f]{12}");
    assertThat(ended.out()).endsWith("Study pilot holds 3 of these 3 deliveries.\n");

    Ended again = backfill(lake, "--dry-run", "--format", "json", pilot("d3"), pilot("d4"));
    JsonNode facts = new ObjectMapper().readTree(again.out());

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(facts.at("/study").asText()).isEqualTo("pilot");
    assertThat(facts.at("/dryRun").asBoolean()).isTrue();
    assertThat(facts.at("/deliveries").findValuesAsText("state"))
        .containsExactly("published before", "to load");
    assertThat(facts.at("/deliveries/0/commit").asText()).isEqualTo(lake.head().value());
  }

  @Test
  void theFirstThatDoesNotPassEndsItAndWhenItIsMendedItGoesOn() throws IOException {
    Path second = Files.createDirectory(folder.resolve("d2"));
    try (Stream<Path> files = Files.list(PILOT.resolve("d2"))) {
      for (Path file : files.toList()) {
        Files.copy(file, second.resolve(file.getFileName()));
      }
    }
    Path patients = second.resolve("dm.csv");
    String sound = Files.readString(patients);
    Files.writeString(patients, sound.replaceFirst("[0-9]+,YEARS", "sixty,YEARS"));
    PilotLake lake = PilotLake.local(folder.resolve("lake"));

    Ended stopped = backfill(lake, pilot("d1"), second.toString(), pilot("d3"), pilot("d4"));

    assertThat(stopped.code()).isEqualTo(ExitCode.REJECTED.code());
    assertThat(states(stopped))
        .containsExactly(
            "d1        published",
            "d2        stopped",
            "d3        not begun",
            "d4        not begun",
            "Study pilot holds 1 of these 4 deliveries.");
    assertThat(stopped.err())
        .startsWith(
            "The backfill stopped at d2, with d3, d4 still to come. Run the same command again when"
                + " that is mended: what is published is passed over.\n")
        .contains("Cannot publish d2: 1 problem.\n");

    Files.writeString(patients, sound);
    Ended mended = backfill(lake, pilot("d1"), second.toString());

    assertThat(mended.code()).as(mended.err()).isZero();
    assertThat(states(mended))
        .containsExactly(
            "d1        published before",
            "d2        published",
            "Study pilot holds 2 of these 2 deliveries.");
    Undisturbed.assertHeldBy(lake, "d2");
  }

  /** The lines of a summary, each with its first two columns. */
  private static List<String> states(Ended ended) {
    return ended
        .out()
        .lines()
        .skip(1)
        .map(line -> line.replaceFirst("^(\\w+ +\\w+( \\w+)?)  .*", "$1"))
        .toList();
  }

  @Test
  void killedAndRunAgainItGoesOn() throws Exception {
    PilotLake lake = PilotLake.local(folder);

    Process process = lake.start(Backfill.class, pilot("d1"), pilot("d2"));
    try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
      boolean second = false;
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        second |= line.equals("Delivery d2, 2 of 2");
        if (second && line.startsWith("Ingest")) {
          break;
        }
      }
      assertThat(second).isTrue();
      process.destroyForcibly();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    Undisturbed.assertHeldBy(lake, "d1");
    Ended again = backfill(lake, pilot("d1"), pilot("d2"));

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(states(again))
        .containsExactly(
            "d1        published before",
            "d2        published",
            "Study pilot holds 2 of these 2 deliveries.");
    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  void whatCannotBeDeliveredIsSaidBeforeTheFirstIsLoaded() throws IOException {
    PilotLake lake = PilotLake.local(folder.resolve("lake"));
    Path twin = Files.createDirectories(folder.resolve("other").resolve("d1"));
    String missing = folder.resolve("d8").toString();
    String alsoMissing = folder.resolve("d9").toString();

    Ended twice = backfill(lake, pilot("d1"), twin.toString());
    Ended nowhere = backfill(lake, pilot("d1"), missing, alsoMissing);
    Ended named = backfill(lake, pilot("d1"), folder.resolve("main").toString());

    assertThat(twice.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(twice.err())
        .startsWith("Cannot backfill: %s and %s are both named d1,".formatted(pilot("d1"), twin));
    assertThat(nowhere.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(nowhere.err())
        .contains(
            "Cannot read %s: there is no such folder.".formatted(missing),
            "Cannot read %s: there is no such folder.".formatted(alsoMissing));
    assertThat(named.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(named.err()).contains("Give the folder another name.").doesNotContain("--delivery");
    assertThat(folder.resolve("lake")).doesNotExist();
  }
}
