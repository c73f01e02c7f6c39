package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.jobs.PilotLake.Ended;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** lakeFS and the object store killed while a delivery runs, and before. */
@NeedsServers
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServersDownTest {
  private static Servers servers;

  @TempDir private Path folder;
  private PilotLake lake;

  @BeforeAll
  static void startServers() {
    servers = Servers.start();
  }

  @AfterAll
  static void closeServers() {
    servers.close();
  }

  @BeforeEach
  void deliverTheFirst() {
    lake = PilotLake.lakefs(folder, servers);
    lake.deliver("d1");
  }

  @Test
  void aDeliveryGoesOnAfterLakefsWasKilledAndStartedAgainInEachOfItsSteps() {
    Set<String> killedAt = ConcurrentHashMap.newKeySet();
    Restarts restarts = new Restarts();

    Ended ended =
        lake.delivering(
            "d2",
            line -> {
              for (String step : Set.of("Ingest", "Keys", "Base", "Publish")) {
                if (line.startsWith(step) && killedAt.add(step)) {
                  restarts.killLakefs();
                }
              }
            });
    restarts.await();

    System.out.println("SEEN 4 kills " + ended);
    assertThat(killedAt).hasSize(4);
    assertThat(ended.code()).as(ended.toString()).isZero();
    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  void lakefsThatDoesNotComeBackEndsTheDelivery() {
    Ended ended =
        lake.delivering(
            "d2",
            line -> {
              if (line.startsWith("Keys")) {
                servers.killLakefs();
              }
            });
    servers.startLakefs();
    System.out.println("SEEN lakefs away " + ended);
    assertThat(ended.took()).isLessThan(Duration.ofMinutes(2));
    assertThat(ended.code()).isEqualTo(6);
    Undisturbed.assertHeldBy(lake, "d1");
    lake.deliver("d2");
    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  void anObjectStoreThatDoesNotComeBackEndsTheDelivery() {
    Ended ended =
        lake.delivering(
            "d2",
            line -> {
              if (line.startsWith("Ingest")) {
                servers.killS3();
              }
            });
    servers.startS3();
    System.out.println("SEEN s3 away " + ended);
    assertThat(ended.took()).isLessThan(Duration.ofMinutes(2));
    assertThat(ended.code()).isEqualTo(6);
    Undisturbed.assertHeldBy(lake, "d1");
    lake.deliver("d2");
    Undisturbed.assertHeldBy(lake, "d2");
  }

  /** Servers that come back a while after they were killed. */
  private static final class Restarts {
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** A second step may begin before the server is back from the kill in the first. */
    synchronized void killLakefs() {
      await();
      servers.killLakefs();
      last =
          CompletableFuture.runAsync(
              servers::startLakefs, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
    }

    synchronized void await() {
      try {
        last.join();
      } catch (CompletionException e) {
        throw new AssertionError("lakeFS did not start again", e.getCause());
      }
    }
  }
}
