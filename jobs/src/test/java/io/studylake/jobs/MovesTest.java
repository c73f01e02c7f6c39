package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.studylake.lake.Study;
import io.studylake.testing.NeedsSmallDisk;
import io.studylake.testing.SmallDisk;
import io.studylake.version.CommitId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands {@code restore} and {@code publish} as a user has them: what they say, on a full
 * disk, and killed. One study for all; a test begins with d2 on main.
 */
@NeedsSmallDisk
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MovesTest {
  private static final int MEGABYTES = 24;

  @TempDir private static Path folder;
  private static SmallDisk disk;
  private static PilotLake lake;

  @BeforeAll
  static void deliverTwo() throws IOException {
    disk = SmallDisk.mount(folder.resolve("disk"), MEGABYTES);
    lake = PilotLake.local(disk.folder().resolve("lake"));
    lake.deliver("d1");
    lake.deliver("d2");
  }

  @AfterAll
  static void unmount() {
    disk.close();
  }

  private static PilotLake.Ended restore(String ref, String... options) {
    return lake.run(
        Stream.concat(Stream.of("restore", "--to", ref), Stream.of(options))
            .toArray(String[]::new));
  }

  private static void assertSound() {
    assertThat(lake.verified().remarks()).isEmpty();
  }

  @Test
  @Order(1)
  void aRestoreSaysWhatItWouldChangeAndAsks() throws IOException {
    CommitId head = lake.head();

    PilotLake.Ended tried = restore("d1", "--dry-run");
    PilotLake.Ended asked = restore("d1");

    assertThat(tried.code()).isZero();
    assertThat(tried.out())
        .startsWith("Study pilot: main shows d2, commit %s.".formatted(head))
        .contains("It would show d1, commit ")
        .containsPattern("raw\\.dm +changed +\\d+ +\\d+")
        .containsPattern("patient: \\d+ now, \\d+ then \\(\\d+ gone, 0 back\\)\\.")
        .endsWith("Dry run: nothing was changed.\n");
    assertThat(asked.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(asked.err())
        .isEqualTo(
            "Restore main of study pilot to d1? Nobody can be asked here, so nothing was changed:"
                + " give --yes.\n");
    assertThat(lake.head()).isEqualTo(head);

    PilotLake.Ended done = restore("d1", "--yes", "--format", "json");

    JsonNode facts = new ObjectMapper().readTree(done.out());
    assertThat(facts.path("state").asText()).isEqualTo("restored");
    assertThat(facts.path("main").asText()).isEqualTo(lake.head().value());
    assertThat(facts.path("tables")).isNotEmpty();
    assertThat(lake.run("log").out()).contains("Restore main to d1 (commit ");
    assertThat(restore("d1").out()).startsWith("Nothing to do: main of study pilot shows what d1");
    PilotLake.Ended again = lake.delivering("d2", line -> {});
    assertThat(again.code()).isEqualTo(ExitCode.CONFLICT.code());
    assertThat(again.err()).contains("`studylake restore --to d2`");
    assertThat(restore("d2", "--yes").out()).contains("Restored main of study pilot to d2.");
    assertSound();
  }

  @Test
  @Order(2)
  void onAFullDiskMainStaysAsItIsAndARestoreWorksOnceThereIsRoom() {
    CommitId head = lake.head();
    for (int kilobytes : List.of(0, 12, 40)) {
      disk.fill(kilobytes);

      PilotLake.Ended ended = restore("d1", "--yes");

      assertThat(ended.code()).as("%d kB: %s", kilobytes, ended).isEqualTo(ExitCode.STORE.code());
      assertThat(ended.err()).contains("No space left on device");
      disk.release();
      assertThat(lake.head()).isEqualTo(head);
      assertSound();
    }

    assertThat(restore("d1", "--yes").code()).isZero();
    assertThat(restore("d2", "--yes").code()).isZero();
    assertSound();
  }

  @Test
  @Order(3)
  void aRestoreThatIsKilledAtAnyMomentIsRunAgain() throws Exception {
    String target = "d1";
    for (int millis : List.of(0, 100, 400)) {
      Process process = lake.start(Restore.class, "--to", target, "--yes");
      try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
          if (line.startsWith("Restore")) {
            break;
          }
        }
        Thread.sleep(millis);
        process.destroyForcibly();
      }
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertSound();

      assertThat(restore(target, "--yes").code()).isZero();
      assertSound();
      target = target.equals("d1") ? "d2" : "d1";
    }
    assertThat(restore("d2", "--yes").code()).isZero();
  }

  @Test
  @Order(4)
  void aBranchIsPublishedWhateverBecameOfTheFirstTries() throws Exception {
    CommitId head = lake.head();
    PilotLake.Ended held = lake.delivering("d3", line -> {}, "--no-publish");
    assertThat(held.code()).as(held.err()).isZero();
    String branch =
        branches().stream().filter(name -> name.startsWith("d3-")).findFirst().orElseThrow();
    disk.fill(0);
    PilotLake.Ended full = lake.run("publish", branch);
    disk.release();

    assertThat(full.code()).as(full.toString()).isEqualTo(ExitCode.STORE.code());
    assertThat(full.err()).contains("No space left on device");
    assertThat(lake.head()).isEqualTo(head);
    for (int millis : List.of(0, 100)) {
      Process process = lake.start(Publish.class, branch);
      try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
        said.readLine();
        Thread.sleep(millis);
        process.destroyForcibly();
      }
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    PilotLake.Ended published = lake.run("publish", branch);

    assertThat(published.code()).as(published.toString()).isZero();
    assertThat(published.out()).contains("delivery d3 of study pilot");
    assertThat(lake.run("publish", branch).out())
        .isEqualTo(
            "Nothing to do: %s is published as delivery d3 of study pilot, commit %s.%n"
                .formatted(branch, lake.head()));
    try (Study study = lake.open()) {
      assertThat(study.store().resolve("d3")).contains(lake.head());
    }
    assertSound();
  }

  private static List<String> branches() {
    try (Study study = lake.open()) {
      return study.store().branches();
    }
  }
}
