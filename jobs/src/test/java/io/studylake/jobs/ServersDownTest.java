package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.jobs.PilotLake.Ended;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.ObjectStores;
import io.studylake.testing.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** lakeFS and the object store killed before and while a delivery runs. */
@NeedsServers
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ServersDownTest {
  private static Servers servers;

  @TempDir private Path folder;

  @BeforeAll
  static void startServers() {
    servers = Servers.start();
  }

  @AfterAll
  static void closeServers() {
    servers.close();
  }

  @Test
  void deliveriesFailCleanlyWhileServersAreAwayAndTheNextOneSucceeds() {
    PilotLake lake = PilotLake.lakefs(folder, servers);
    lake.deliver("d1");

    servers.killLakefs();
    Ended atStart = lake.delivering("d2", line -> {});
    servers.startLakefs();
    assertEndedByStore(
        atStart,
        Duration.ofSeconds(30),
        "Cannot open study '%s' on %s: no answer: Failed to connect to "
            .formatted(lake.name(), servers.lakefsEndpoint()),
        ". Check that the server runs, and studylake.lakefs.endpoint.");

    // Fewer tries than by default, to spare a minute: those only wait longer.
    PilotLake impatient = lake.with("lakefs.attempts", "4");
    Ended inTheMiddle = impatient.delivering("d2", at("Keys", servers::killLakefs));
    servers.startLakefs();
    assertEndedByStore(
        inTheMiddle,
        Duration.ofSeconds(90),
        " in repository '%s' on %s: no answer: ".formatted(lake.name(), servers.lakefsEndpoint()),
        ". Check that the server runs, and studylake.lakefs.endpoint.");
    assertNothingIsSaidToBeKept(inTheMiddle);

    Ended withoutObjects = impatient.delivering("d2", at("Ingest", servers::killS3));
    servers.startS3();
    // In lakeFS's words or in Java's, with a capital: whichever comes first.
    assertEndedByStore(withoutObjects, Duration.ofSeconds(100), "onnection refused");
    assertNothingIsSaidToBeKept(withoutObjects);
    Undisturbed.assertHeldBy(lake, "d1");

    lake.deliver("d2");

    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  void aDeliveryGoesOnWhenLakefsIsKilledAndStartedAgainInEachOfItsSteps() {
    PilotLake lake = PilotLake.lakefs(folder, servers);
    lake.deliver("d1");
    List<CompletableFuture<Void>> restarts = new ArrayList<>();
    Consumer<String> killing =
        line -> {
          if (List.of("Ingest", "Keys", "Base", "Publish").stream().anyMatch(line::startsWith)) {
            restarts.forEach(CompletableFuture::join);
            servers.killLakefs();
            restarts.add(
                CompletableFuture.runAsync(
                    servers::startLakefs, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)));
          }
        };

    Ended ended = lake.delivering("d2", killing);
    restarts.forEach(CompletableFuture::join);

    assertThat(restarts).hasSize(4);
    assertThat(ended.code()).as(ended.toString()).isZero();
    Undisturbed.assertHeldBy(lake, "d2");
  }

  @Test
  void withVersionsInAFolderTheObjectStoreAwayIsSaidAsClearly() {
    PilotLake lake = PilotLake.local(folder);
    for (Map.Entry<String, String> key : ObjectStores.keys(servers).entrySet()) {
      lake = lake.with(key.getKey(), key.getValue());
    }
    lake = lake.with("warehouse", "s3a://%s/embedded".formatted(servers.bucket()));
    lake.deliver("d1");

    Ended ended = lake.delivering("d2", at("Ingest", servers::killS3));
    servers.startS3();
    assertEndedByStore(
        ended,
        Duration.ofSeconds(100),
        "Cannot go on with s3a://%s: the object store cannot be reached ("
            .formatted(servers.bucket()),
        "). Check studylake.s3.endpoint, and that the server runs.");
    assertNothingIsSaidToBeKept(ended);

    lake.deliver("d2");

    Undisturbed.assertHeldBy(lake, "d2");
  }

  private static void assertEndedByStore(Ended ended, Duration most, String... words) {
    assertThat(ended.code()).as(ended.toString()).isEqualTo(6);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines().findFirst().orElseThrow()).contains(words);
    assertThat(ended.err().lines().skip(1)).allMatch(line -> line.startsWith("  Spark's log: "));
    assertThat(ended.took()).isLessThan(most);
  }

  private static void assertNothingIsSaidToBeKept(Ended ended) {
    assertThat(ended.progress().get(ended.progress().size() - 1))
        .matches("What the run did could not be committed on branch d2-\\S+\\.");
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
}
