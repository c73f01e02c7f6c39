package io.studylake.version.local;

import static io.studylake.version.VersionStore.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.version.Commit;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes die, also by kill -9; the next one goes on without repair. */
class DeathTest {
  private static final int ROUNDS = 8;

  @TempDir Path lake;

  @Test
  void afterProcessesWereKilledTheStoreWorksAndHasAllTheyReported() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<List<String>> reported = new ArrayList<>();
    Files.createFile(StoreProcess.startSign(lake));
    for (int round = 0; round < ROUNDS; round++) {
      List<Process> victims =
          List.of(
              publishUntilKilled("r%d-a".formatted(round)),
              publishUntilKilled("r%d-b".formatted(round)));
      for (Process victim : victims) {
        StoreProcess.awaitReady(victim);
      }
      for (Process victim : victims) {
        TimeUnit.MICROSECONDS.sleep(random.nextInt(1_800_000));
        victim.toHandle().destroyForcibly(); // the process itself would close the report too
      }
      for (Process victim : victims) {
        reported.addAll(StoreProcess.report(victim));
        assertThat(victim.waitFor()).as("killed, seed %d", seed).isEqualTo(128 + 9);
      }
      assertHasAll(reported, "round %d, seed %d".formatted(round, seed));
    }
    assertThat(reported).hasSizeGreaterThan(ROUNDS);
  }

  private Process publishUntilKilled(String name) throws IOException {
    return StoreProcess.start(Map.of(), "publish-until-killed", lake.toString(), name);
  }

  private void assertHasAll(List<List<String>> reported, String description) {
    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      String name = "after-" + store.branches().size() + "-" + store.tags().size();
      store.createBranch(name, store.require(MAIN));
      store.createExclusively(name, "runs/" + name, new byte[] {1});
      store.commit(name, name, Map.of());
      store.merge(name, MAIN, name, Map.of());
      Set<String> onMain = new HashSet<>();
      store.log(store.require(MAIN)).map(Commit::id).forEach(id -> onMain.add(id.value()));
      for (List<String> line : reported) {
        boolean there =
            switch (line.get(0)) {
              case "staged" ->
                  store.resolve(line.get(1)).isEmpty()
                      || store.read(new View.Staged(line.get(1)), line.get(2)).isPresent();
              case "committed" -> store.resolve(line.get(2)).isPresent();
              case "merged" -> onMain.contains(line.get(2));
              case "tagged" -> store.require(line.get(1)).value().equals(line.get(2));
              case "dropped" -> store.resolve(line.get(1)).isEmpty();
              default -> throw new IllegalStateException(line.toString());
            };
        assertThat(there).as("%s, %s", line, description).isTrue();
      }
      for (String branch : store.branches()) {
        store.createExclusively(branch, "goes-on/" + name, new byte[] {1});
        store.commit(branch, "Goes on", Map.of());
      }
    }
  }

  @Test
  void lockFilesOfTheDeadHinderNobody() throws Exception {
    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      store.createBranch("work", store.require(MAIN));
      store.createExclusively("work", "a", new byte[] {1});
      for (String ref :
          List.of(
              "refs/heads/main",
              "refs/heads/work",
              "refs/heads/new",
              "refs/staged/work",
              "refs/tags/d1",
              "packed-refs",
              "HEAD",
              "config")) {
        Files.createFile(repository().resolve(ref + ".lock"));
      }

      store.createExclusively("work", "b", new byte[] {1});
      store.commit("work", "Both", Map.of());
      Commit merge = store.merge("work", MAIN, "Publish", Map.of());
      store.createTag("d1", merge.id());
      store.createBranch("new", merge.id());
      store.dropBranch("work");

      assertThat(store.branches()).containsExactly(MAIN, "new");
      assertThat(store.tags()).containsExactly("d1");
    }
  }

  @Test
  void aStagedRefThatACommitDidNotGetToDropMeansNothing() throws Exception {
    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      store.createExclusively(MAIN, "a", new byte[] {1});
      Path staged = repository().resolve("refs/staged/main");
      Path kept = Files.copy(staged, lake.resolve("kept"));
      store.commit(MAIN, "Add a", Map.of());
      store.remove(MAIN, "a");
      store.commit(MAIN, "Remove a", Map.of());
      Files.copy(kept, staged, StandardCopyOption.REPLACE_EXISTING);

      assertThat(store.list(new View.Staged(MAIN), "", 9)).isEmpty();
      store.createExclusively(MAIN, "b", new byte[] {1});
      store.commit(MAIN, "Add b", Map.of());

      assertThat(store.children(new View.Committed(store.require(MAIN)), "")).containsExactly("b");
    }
  }

  @Test
  void aStagedRefThatADroppedBranchLeftIsNotTheNextBranchs() throws Exception {
    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      store.createBranch("work", store.require(MAIN));
      store.createExclusively("work", "a", new byte[] {1});
      Path staged = repository().resolve("refs/staged/work");
      Path kept = Files.copy(staged, lake.resolve("kept"));
      store.dropBranch("work");
      Files.copy(kept, staged);

      store.createBranch("work", store.require(MAIN));

      assertThat(store.list(new View.Staged("work"), "", 9)).isEmpty();
    }
  }

  @Test
  void aRepositoryThatWasNotCreatedToTheEndIsCreatedAgain() throws Exception {
    Path half = Files.createDirectories(lake.resolve("versions/.pilot.git.new/objects/ab"));
    Files.writeString(half.resolve("cd"), "half an object");
    Files.writeString(lake.resolve(".lake.json.new"), "{\"for");

    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      assertThat(store.branches()).containsExactly(MAIN);
    }
    assertThat(lake.resolve("versions/.pilot.git.new")).doesNotExist();
    assertThat(repository().resolve("objects/ab")).doesNotExist();
    assertThat(lake.resolve("lake.json")).hasContent("{\"format\":1}");
  }

  private Path repository() {
    return lake.resolve("versions/pilot.git");
  }
}
