package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.lake.Study;
import io.studylake.testing.LakefsProxy;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A driver that is killed (SIGKILL) in the middle of a delivery, and the delivery run again. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledDeliveryTest {
  private static final String[] STEPS = {"Archive", "Ingest", "Keys", "Base", "Publish"};

  /** How a shell tells the end by signal 9. */
  private static final int SIGKILL = 128 + 9;

  @TempDir private Path folder;

  @Test
  void killedInAnyStepOnTheEmbeddedStore() throws Exception {
    PilotLake lake = PilotLake.local(folder);
    lake.deliver("d1");

    for (String step : STEPS) {
      killedAt(step, lake);
    }
    lake.deliver("d2");

    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  @NeedsServers
  void killedInAnyStepOnLakefs() throws Exception {
    PilotLake lake = PilotLake.lakefs(folder, Servers.shared());
    lake.deliver("d1");

    for (String step : STEPS) {
      killedAt(step, lake);
      if (!step.equals("Publish")) {
        Undisturbed.assertHeldBy(lake, "d1");
      }
    }
    lake.deliver("d2");

    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  @NeedsServers
  void killedBeforeItsCommitOnLakefs() throws Exception {
    PilotLake lake = killed((proxy, kill) -> proxy.before("POST .+/commits$", kill));

    Undisturbed.assertHeldBy(lake, "d1");
    lake.deliver("d2");
    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  @NeedsServers
  void killedBetweenCommitAndMergeOnLakefs() throws Exception {
    PilotLake lake = killed((proxy, kill) -> proxy.before("POST .+/merge/main$", kill));

    Undisturbed.assertHeldBy(lake, "d1");
    lake.deliver("d2");
    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  @NeedsServers
  void killedBetweenMergeAndTagOnLakefs() throws Exception {
    PilotLake lake = killed((proxy, kill) -> proxy.after("POST .+/merge/main$", kill));

    Undisturbed.assertHeldBy(lake, "d2");
    try (Study study = lake.open()) {
      assertThat(study.store().resolve("d2")).isEmpty();
      assertThat(study.store().branches()).hasSize(2);
    }
    assertThat(lake.delivering("d2", line -> {}).out()).startsWith("Nothing to do: delivery d2");
    try (Study study = lake.open()) {
      assertThat(study.store().resolve("d2")).contains(lake.head());
      assertThat(study.store().branches()).containsExactly("main");
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

  /** A lake on which a delivery was killed at a moment that only the server sees. */
  private PilotLake killed(BiConsumer<LakefsProxy, Runnable> moment)
      throws IOException, InterruptedException {
    Servers servers = Servers.shared();
    PilotLake lake = PilotLake.lakefs(folder, servers);
    lake.deliver("d1");
    try (LakefsProxy proxy = new LakefsProxy(servers.lakefsEndpoint())) {
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
    return lake;
  }
}
