package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.jobs.PilotLake.Ended;
import io.studylake.lake.Study;
import io.studylake.testing.LakefsProxy;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else at work on the same study in lakeFS while a delivery runs. */
@NeedsServers
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DisturbedRunTest {
  private static final String MERGE = "POST .+/merge/main$";

  @TempDir private Path folder;
  private LakefsProxy proxy;
  private PilotLake lake;
  private PilotLake watched;

  @BeforeEach
  void deliverTheFirst() {
    Servers servers = Servers.shared();
    proxy = new LakefsProxy(servers.lakefsEndpoint());
    lake = PilotLake.lakefs(folder, servers);
    watched = lake.with("lakefs.endpoint", proxy.endpoint());
    lake.deliver("d1");
  }

  @AfterEach
  void closeTheProxy() {
    proxy.close();
  }

  @Test
  void aRunWhoseBranchIsDroppedSaysSoAndTheNextOneSucceeds() {
    for (String step : new String[] {"Ingest", "Publish"}) {
      Ended ended = lake.delivering("d2", at(step, this::dropTheBranchOfTheRun));

      assertThat(ended.code()).as(ended.toString()).isEqualTo(4);
      assertThat(ended.err().lines().findFirst().orElseThrow())
          .matches(
              "Cannot deliver d2: branch d2-\\d{8}-\\d{6}-\\w+ of this run was dropped by somebody while the run was at work\\. Nothing was published; run it again\\.");
      assertThat(ended.progress()).noneMatch(line -> line.contains("keeps what there is"));
      Undisturbed.assertHeldBy(lake, "d1");
    }

    lake.deliver("d2");

    Undisturbed.assertHeldBy(lake, "d2");
  }

  private void dropTheBranchOfTheRun() {
    onStore(store -> branchesOfRuns(store).forEach(store::dropBranch));
  }

  private static Iterable<String> branchesOfRuns(VersionStore store) {
    return store.branches().stream().filter(branch -> branch.startsWith("d2-")).toList();
  }

  @Test
  void aRunThatIsOvertakenJustBeforeItsMergeIsRepeatedOnTopOfTheOtherAsOftenAsConfigured() {
    proxy.before(MERGE, () -> lake.deliver("d2"));
    Ended once =
        watched.with("publish.attempts", "1").delivering("d2", line -> {}, "--delivery", "late");

    assertThat(once.code()).as(once.toString()).isEqualTo(4);
    assertThat(once.err())
        .startsWith("Cannot publish late: main moved 1 times while it was loaded.");
    Undisturbed.assertHeldBy(lake, "d2");

    proxy.before(MERGE, () -> lake.delivering("d2", line -> {}, "--delivery", "other"));
    Ended repeated = watched.delivering("d2", line -> {}, "--delivery", "late");

    assertThat(repeated.code()).as(repeated.toString()).isZero();
    assertThat(repeated.progress())
        .anyMatch(
            line ->
                line.matches(
                    "Snapshot other was published meanwhile \\(\\w{12}\\)\\. Starting again from the new head\\."));
    Undisturbed.assertHeldBy(lake, "d2");
    onStore(
        store -> {
          assertThat(store.branches()).containsExactly("main");
          assertThat(store.tags()).containsExactly("d1", "d2", "late", "other");
        });
  }

  @Test
  void nothingIsPublishedOnTopOfAMergeOfNoRun() {
    CommitId before = lake.head();
    proxy.before(MERGE, () -> onStore(DisturbedRunTest::mergeByHand));

    Ended ended = watched.delivering("d2", line -> {});

    assertThat(ended.code()).as(ended.toString()).isEqualTo(4);
    assertThat(ended.err())
        .startsWith("Cannot deliver d2: commit %s (".formatted(lake.head().abbreviated()))
        .contains("\"by hand\") on main came from no passed run (it added no runs/<run id>.json)")
        .contains("take main back to commit %s".formatted(before.abbreviated()));
    onStore(
        store -> {
          assertThat(store.commit(lake.head()).parents()).startsWith(before);
          assertThat(store.resolve("d2")).isEmpty();
        });
    assertThat(lake.verified().remarks())
        .singleElement()
        .satisfies(
            remark -> assertThat(remark.text()).contains("by hand").contains("no passed run"));
  }

  /** Without the hook's file on the branch, which the server then does not look for. */
  private static void mergeByHand(VersionStore store) {
    store.createBranch("by-hand", store.require("main"));
    store.remove("by-hand", "_lakefs_actions/studylake_gate.yaml");
    store.createExclusively("by-hand", "note.txt", new byte[] {1});
    store.commit("by-hand", "by hand", Map.of());
    store.merge("by-hand", "main", "by hand", Map.of());
  }

  @Test
  void aMergeWhoseAnswerIsLostIsFoundAndNotMadeAgain() {
    proxy.after(
        MERGE,
        () -> {
          throw new LakefsProxy.ConnectionLost();
        });

    Ended ended = watched.delivering("d2", line -> {});

    assertThat(ended.code()).as(ended.toString()).isZero();
    Undisturbed.assertHeldBy(lake, "d2");
    onStore(
        store -> {
          try (var log = store.log(store.require("main"))) {
            assertThat(log.filter(commit -> commit.message().equals("Delivery d2"))).hasSize(1);
          }
        });
  }

  private static Consumer<String> at(String step, Runnable action) {
    boolean[] done = {false};
    return line -> {
      if (line.startsWith(step) && !done[0]) {
        done[0] = true;
        action.run();
      }
    };
  }

  private void onStore(Consumer<VersionStore> action) {
    try (Study study = lake.open()) {
      action.accept(study.store());
    }
  }
}
