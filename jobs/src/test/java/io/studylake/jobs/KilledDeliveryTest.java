package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.lake.Study;
import io.studylake.testing.LakefsProxy;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import io.studylake.version.CommitId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is killed (SIGKILL) in the middle of a delivery, and the delivery run again. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledDeliveryTest {
  private static final List<String> STEPS_BEFORE_PUBLISH =
      List.of("Archive", "Ingest", "Keys", "Base");

  private static final String MERGE = "POST .+/merge/main$";

  /** How a shell tells the end by signal 9. */
  private static final int SIGKILL = 128 + 9;

  @TempDir private Path folder;

  @Test
  void aDeliveryRunAgainAfterKillsGivesTheKeysOfAnUndisturbedOne() throws Exception {
    PilotLake lake = PilotLake.local(folder);
    lake.deliver("d1");

    killedInEachStepBeforePublish(lake);
    killedAt("Publish", lake);
    lake.deliver("d2");

    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  @NeedsServers
  void onLakefsTooAndAroundEachCallThatPublishes() throws Exception {
    PilotLake lake = PilotLake.lakefs(folder, Servers.shared());
    lake.deliver("d1");
    CommitId first = lake.head();

    killedInEachStepBeforePublish(lake);
    killedBy((proxy, kill) -> proxy.before("POST .+/commits$", kill), lake);
    assertThat(lake.head()).as("main after a kill before the commit").isEqualTo(first);
    killedBy((proxy, kill) -> proxy.before(MERGE, kill), lake);
    assertThat(lake.head()).as("main after a kill before the merge").isEqualTo(first);
    Undisturbed.assertHeldBy(lake, "d1");
    killedBy((proxy, kill) -> proxy.after(MERGE, kill), lake);

    Undisturbed.assertHeldBy(lake, "d2");
    String branch = branchWithoutTag(lake);
    assertThat(lake.delivering("d2", line -> {}).out()).startsWith("Nothing to do: delivery d2");
    try (Study study = lake.open()) {
      assertThat(study.store().resolve("d2")).contains(lake.head());
      assertThat(study.store().branches()).doesNotContain(branch);
    }
  }

  /** The branch whose last commit is on main, when the tag that ends a run is not there. */
  private static String branchWithoutTag(PilotLake lake) {
    try (Study study = lake.open()) {
      assertThat(study.store().resolve("d2")).isEmpty();
      CommitId merged = study.store().commit(lake.head()).parents().get(1);
      return study.store().branches().stream()
          .filter(branch -> study.store().resolve(branch).equals(Optional.of(merged)))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void killedInEachStepBeforePublish(PilotLake lake) throws Exception {
    CommitId before = lake.head();
    for (String step : STEPS_BEFORE_PUBLISH) {
      killedAt(step, lake);
      assertThat(lake.head()).as("main after a kill in " + step).isEqualTo(before);
    }
  }

  /** Starts a delivery in a process of its own and kills it when it says that it begins a step. */
  private static void killedAt(String step, PilotLake lake) throws Exception {
    Process process = lake.startDelivering("d2");
    boolean reached = false;
    try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith(step)) {
          reached = true;
          break;
        }
      }
      process.destroyForcibly();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(reached).as("the run came to " + step).isTrue();
  }

  /**
   * Starts a delivery in a process of its own and kills it at a moment that only the server sees.
   */
  private static void killedBy(BiConsumer<LakefsProxy, Runnable> moment, PilotLake lake)
      throws IOException, InterruptedException {
    try (LakefsProxy proxy = new LakefsProxy(Servers.shared().lakefsEndpoint())) {
      CompletableFuture<Process> driver = new CompletableFuture<>();
      moment.accept(
          proxy,
          () -> {
            driver.join().destroyForcibly().onExit().join();
            throw new LakefsProxy.ConnectionLost();
          });
      Process process = lake.with("lakefs.endpoint", proxy.endpoint()).startDelivering("d2");
      driver.complete(process);
      process.errorReader(StandardCharsets.UTF_8).transferTo(Writer.nullWriter());
      assertThat(process.waitFor()).isEqualTo(SIGKILL);
    }
  }
}
