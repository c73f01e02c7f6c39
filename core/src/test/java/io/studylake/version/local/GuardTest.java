package io.studylake.version.local;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.version.StoreUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {
  @TempDir Path folder;

  @Test
  void otherProcessesAreKeptOutWhileWorkIsDone() throws Exception {
    Path file = folder.resolve("guard");

    assertThat(Guard.of(file).holding(() -> askAnotherProcess(file))).isEqualTo("held");
    assertThat(askAnotherProcess(file)).isEqualTo("free");
  }

  @Test
  void closingAnotherInstanceOfTheStoreDoesNotLetOtherProcessesIn() throws Exception {
    LocalVersionStore.openOrCreate(folder, "pilot").close();
    Path file = folder.resolve("versions/pilot.git/writer.guard");

    String answer =
        Guard.of(file)
            .holding(
                () -> {
                  LocalVersionStore.open(folder, "pilot").close();
                  return askAnotherProcess(file);
                });

    assertThat(answer).isEqualTo("held");
  }

  @Test
  void whoWaitsTooLongIsToldForWhat() throws Exception {
    Path file = folder.resolve("guard");
    Guard guard = Guard.of(file);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    CompletableFuture<Boolean> holder =
        CompletableFuture.supplyAsync(() -> hold(guard, held, done));
    held.await();

    assertThatThrownBy(() -> guard.holding(Duration.ofMillis(20), () -> true))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "Cannot write: others have held the lock %s for 0 s. Wait for them or stop them."
                .formatted(file));
    done.countDown();
    assertThat(holder.get(9, SECONDS)).isTrue();
    assertThat(guard.holding(() -> true)).isTrue();
  }

  @Test
  void aLockThatOtherClassesOfThisJvmHoldIsWaitedFor() throws Exception {
    Path file = folder.resolve("guard");
    Guard guard = Guard.of(file);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    FileLock lock = channel.lock();

    assertThatThrownBy(() -> guard.holding(Duration.ofMillis(50), () -> true))
        .isInstanceOf(StoreUnavailableException.class);
    lock.release();
    assertThat(guard.holding(() -> true)).isTrue();
    channel.close();
  }

  @Test
  void anInterruptedWriterIsToldToRunAgainAndHindersNobody() throws Exception {
    Path file = folder.resolve("guard");
    Guard guard = Guard.of(file);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> guard.holding(() -> true))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "Cannot write: interrupted while waiting for the lock %s. Run it again."
                .formatted(file));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(guard.holding(() -> true)).isTrue();
  }

  @Test
  void oneFileHasOneGuard() throws Exception {
    Path file = folder.resolve("guard");

    assertThat(Guard.of(file)).isSameAs(Guard.of(folder.resolve("./guard")));
  }

  private static boolean hold(Guard guard, CountDownLatch held, CountDownLatch done) {
    try {
      return guard.holding(
          () -> {
            held.countDown();
            try {
              return done.await(9, SECONDS);
            } catch (InterruptedException e) {
              return false;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String askAnotherProcess(Path file) throws IOException {
    Files.writeString(StoreProcess.startSign(folder), "");
    List<List<String>> report =
        StoreProcess.report(
            StoreProcess.start(Map.of(), "try-lock", folder.toString(), file.toString()));
    return report.get(0).get(0);
  }
}
