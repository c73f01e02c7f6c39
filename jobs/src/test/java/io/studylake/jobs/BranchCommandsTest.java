package io.studylake.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.studylake.jobs.PilotLake.Ended;
import io.studylake.lake.Study;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.testing.NeedsSmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code branch}, {@code tag}, {@code drop-branch} and {@code prune}. */
class BranchCommandsTest {
  private static final String DIED = "d2-20260201-093000-aaaaaa";
  private static final String STOPPED = "d3-20260202-093000-bbbbbb";

  @TempDir private Path folder;
  private PilotLake lake;

  @BeforeEach
  void makeAStudy() {
    lake = PilotLake.local(folder.resolve("lake"));
    assertThat(lake.run("init").code()).isZero();
  }

  /** Two branches that runs left. */
  private void leave() {
    try (Study study = lake.open()) {
      var main = study.store().require("main");
      study.store().createBranch(DIED, main);
      study.store().createBranch(STOPPED, main);
      study
          .store()
          .createExclusively(
              STOPPED,
              "runs/20260202-093000-bbbbbb.json",
              "{\"passed\":false,\"baseCommit\":\"\"}".getBytes(UTF_8));
      study.store().commit(STOPPED, "Stopped", Map.of());
    }
  }

  private List<String> branches() {
    try (Study study = lake.open()) {
      return study.store().branches();
    }
  }

  private static JsonNode json(Ended ended) throws Exception {
    assertThat(ended.code()).as(ended.toString()).isZero();
    return new ObjectMapper().readTree(ended.out());
  }

  @Test
  void branchesAreListedForPeopleAndForPrograms() throws Exception {
    leave();

    Ended words = lake.run("branch");
    JsonNode facts = json(lake.run("branch", "--format", "json"));

    assertThat(words.code()).isZero();
    assertThat(words.out().lines().map(line -> line.replaceAll(" {2,}", "|").strip()))
        .first()
        .isEqualTo("branch|kind|delivery|age|head");
    assertThat(words.out()).containsPattern(DIED + " +died +d2 +");
    assertThat(facts).hasSize(3);
    assertThat(facts.get(1).path("name").asText()).isEqualTo(STOPPED);
    assertThat(facts.get(1).path("kind").asText()).isEqualTo("stopped");
    assertThat(facts.get(1).path("commit").asText()).matches("[0-9a-f]{40,64}");
    assertThat(facts.get(2).path("kind").asText()).isEqualTo("main");
  }

  @Test
  void aBranchIsMadeDroppedAndMadeAgainFromWhatIsSaid() {
    String head = lake.head().value();

    Ended made = lake.run("branch", "what-if");
    Ended again = lake.run("branch", "what-if");
    Ended dropped = lake.run("drop-branch", "what-if");

    String at = lake.head().abbreviated();
    assertThat(made.out().strip()).isEqualTo("Made branch what-if at %s.".formatted(at));
    assertThat(again.code()).isZero();
    assertThat(again.out().strip())
        .isEqualTo("Branch what-if is there already, at %s.".formatted(at));
    assertThat(dropped.out())
        .startsWith("Dropped branch what-if (made), which was at %s.".formatted(at))
        .contains("studylake branch --study pilot again --at " + head);
    assertThat(branches()).containsExactly("main");
    assertThat(lake.run("branch", "again", "--at", head).code()).isZero();
  }

  @Test
  void aTagIsMadeListedAndDeleted() throws Exception {
    assertThat(lake.run("tag", "interim").out()).startsWith("Made tag interim at ");
    JsonNode tags = json(lake.run("tag", "--format", "json"));
    assertThat(tags.get(0).path("name").asText()).isEqualTo("interim");
    assertThat(tags.get(0).path("kind").asText()).isEqualTo("made");
    assertThat(lake.run("tag").out()).containsPattern("interim +made +");
    assertThat(lake.run("tag", "interim", "--delete").out()).startsWith("Deleted tag interim, ");
    assertThat(json(lake.run("tag", "--format", "json"))).isEmpty();
  }

  @Test
  void pruneShowsAsksAndDropsUnderBothItsNames() throws Exception {
    leave();

    Ended dry = lake.run("branch", "prune", "--older-than", "0h", "--dry-run");
    Ended unasked = lake.run("prune", "--older-than", "0h");
    assertThat(branches()).contains(DIED, STOPPED);
    JsonNode pruned =
        json(lake.run("branch", "prune", "--older-than", "0h", "--yes", "--format", "json"));

    assertThat(dry.code()).isZero();
    assertThat(dry.out())
        .containsPattern(DIED + " +goes +.*its run died")
        .endsWith("Nothing was dropped: --dry-run. 2 branches would be.\n");
    assertThat(unasked.code()).isEqualTo(2);
    assertThat(unasked.err())
        .contains("Drop 2 branches of study pilot? Nobody can be asked here, so nothing was");
    assertThat(pruned.path("dropped")).hasSize(2);
    assertThat(branches()).containsExactly("main");
    assertThat(lake.run("prune", "--older-than", "0h").out().strip()).isEqualTo("Nothing to drop.");
  }

  @Test
  void whatMayNotBeEndsWithItsExitCode() {
    leave();
    lake.run("tag", "interim");
    try (Study study = lake.open();
        Running running = Running.on(study);
        Posted posted = running.post("deliver d2")) {
      posted.owns(DIED);
      assertEnds(4, "Cannot drop branch '%s': deliver d2 (".formatted(DIED), "drop-branch", DIED);
    }
    assertEnds(4, "Cannot drop branch 'main': ", "drop-branch", "main");
    assertEnds(5, "Cannot find branch 'd2' in ", "drop-branch", "d2");
    assertEnds(5, "Cannot find 'interin' in ", "branch", "b", "--at", "interin");
    assertEnds(5, "Cannot find tag 'interin' in ", "tag", "interin", "--delete");
    assertEnds(4, "Cannot create branch 'interim': ", "branch", "interim");
    assertEnds(2, "'a b' cannot name a branch: ", "branch", "a b");
    assertEnds(2, "Cannot delete tag 'a' with --at: ", "tag", "a", "--at", "main", "--delete");
    assertEnds(2, "Cannot make a tag without a name. Give one.", "tag", "--at", "main");
    assertEnds(2, "Cannot make a branch at main: it has no name.", "branch", "--at", "main");
    assertEnds(
        2,
        "Invalid value for option '--older-than': '1y' is no age",
        "prune",
        "--older-than",
        "1y");
  }

  private void assertEnds(int code, String message, String... command) {
    Ended ended = lake.run(command);
    assertThat(ended.code()).as(ended.toString()).isEqualTo(code);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains(message);
  }

  @Test
  void aLakeOfANewerFormatIsRefused() throws Exception {
    Files.writeString(folder.resolve("lake/lake.json"), "{\"format\":2}");
    for (String[] command :
        new String[][] {
          {"branch"},
          {"branch", "b"},
          {"tag"},
          {"tag", "t"},
          {"tag", "t", "--delete"},
          {"drop-branch", "b"},
          {"prune", "--older-than", "1d"}
        }) {
      assertEnds(6, "it has format 2, this program knows up to 1. Use a newer studylake.", command);
    }
  }

  @Test
  @NeedsSmallDisk
  void inAReadOnlyFolderOneMayLookAndChangesAreRefused() throws Exception {
    leave();
    Path readOnly = Files.createDirectory(folder.resolve("read-only"));
    mount("--bind", folder.resolve("lake").toString(), readOnly.toString());
    try {
      mount("-o", "remount,bind,ro", readOnly.toString());
      lake = PilotLake.local(readOnly);

      assertThat(lake.run("branch").code()).isZero();
      assertThat(lake.run("tag").code()).isZero();
      assertThat(lake.run("prune", "--older-than", "0h", "--dry-run").code()).isZero();
      for (String[] command :
          new String[][] {
            {"branch", "b"},
            {"tag", "t"},
            {"drop-branch", DIED},
            {"prune", "--older-than", "0h", "--yes"}
          }) {
        Ended ended = lake.run(command);
        assertThat(ended.code()).as(ended.toString()).isEqualTo(6);
        assertThat(ended.err()).contains("Cannot ").contains("Read-only file system");
      }
    } finally {
      assertThat(new ProcessBuilder("umount", readOnly.toString()).start().waitFor()).isZero();
    }
  }

  private static void mount(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
