package io.studylake.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.testing.NeedsServers;
import io.studylake.testing.Servers;
import io.studylake.version.Commit;
import io.studylake.version.NothingToCommitException;
import io.studylake.version.Retry;
import io.studylake.version.VersionStore;
import io.studylake.version.VersionStoreException;
import io.studylake.version.View;
import io.studylake.version.lakefs.LakefsSettings;
import io.studylake.version.lakefs.LakefsVersionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.junit.jupiter.api.Test;

/**
 * Many writers of one pointer log while another client commits the branch: lakeFS then refuses
 * exclusive creates that took place, and some that did not (1.84). {@code -Dstudylake.race.rounds}
 * changes how often.
 */
@NeedsServers
class AmbiguousRefusalTest {
  private static final int ROUNDS = Integer.getInteger("studylake.race.rounds", 2000);
  private static final int WRITERS = 4;
  private static final int LOGS = 25;
  private static final String BRANCH = "work";

  /** One writer: the store as it sees it, and what it believes it wrote. */
  private static final class Writer {
    final PointerLogs logs;
    final Map<String, String> believed = new TreeMap<>();
    int creates;
    boolean firstRefused;

    Writer(VersionStore store) {
      this.logs = new PointerLogs(watched(store), Retry.DEFAULT);
    }

    /** The same store; only counts the creates of this writer and how the first one ends. */
    private VersionStore watched(VersionStore store) {
      return (VersionStore)
          Proxy.newProxyInstance(
              VersionStore.class.getClassLoader(),
              new Class<?>[] {VersionStore.class},
              (proxy, method, arguments) -> {
                boolean create = method.getName().equals("createExclusively");
                creates += create ? 1 : 0;
                try {
                  return method.invoke(store, arguments);
                } catch (InvocationTargetException e) {
                  firstRefused |= create && creates == 1;
                  throw e.getCause();
                }
              });
    }

    Optional<LoggedPointer> append(String log, LogState seen) {
      creates = 0;
      firstRefused = false;
      Target target = new Target.Table("s3a://studylake/" + UUID.randomUUID(), "uuid");
      try {
        LoggedPointer won = logs.table("raw", log).append(BRANCH, seen, target);
        logs.wrote(won);
        believed.put(won.path(), won.pointer().id());
        return Optional.of(won);
      } catch (CommitFailedException | CommitStateUnknownException e) {
        return Optional.empty();
      }
    }
  }

  /** How often what happened. */
  private static final class Figures {
    int wonFirst;
    int refusedThoughWon;
    int refusedWithoutWinner;
    int nobodySaysItWon;
    int twoSayTheyWon;
    int commits;
  }

  @Test
  void whateverTheServerSaysEveryChainIsValidAndFalseWinnersAreFound() throws Exception {
    try (VersionStore store = newStudy()) {
      List<Writer> writers =
          IntStream.range(0, WRITERS).mapToObj(number -> new Writer(store)).toList();
      PointerLogs reader = new PointerLogs(store, Retry.DEFAULT);
      Figures figures = new Figures();

      AtomicBoolean over = new AtomicBoolean();
      ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
      try {
        Future<Integer> committer = threads.submit(() -> commitUntil(store, over));
        for (int round = 0; round < ROUNDS; round++) {
          String log = "t" + round % LOGS;
          LogState seen = reader.table("raw", log).state(new View.Staged(BRANCH));
          List<Callable<Optional<LoggedPointer>>> work =
              writers.stream()
                  .map(w -> (Callable<Optional<LoggedPointer>>) () -> w.append(log, seen))
                  .toList();
          List<Optional<LoggedPointer>> results = new ArrayList<>();
          for (Future<Optional<LoggedPointer>> result : threads.invokeAll(work)) {
            results.add(result.get());
          }
          count(figures, writers, results);
        }
        over.set(true);
        figures.commits = committer.get();
      } finally {
        over.set(true);
        threads.shutdown();
      }
      print(figures);

      Commit last = commitTheRest(store);
      View committed = new View.Committed(last.id());
      int pointers = 0;
      for (int log = 0; log < Math.min(LOGS, ROUNDS); log++) {
        List<LoggedPointer> chain = reader.table("raw", "t" + log).readAll(committed);
        assertThat(chain).isNotEmpty().allMatch(LoggedPointer::valid);
        pointers += chain.size();
      }
      assertThat(pointers).isGreaterThanOrEqualTo(ROUNDS * 9 / 10);
      assertWinnersAreTrueOrFound(store, writers, last);
    }
  }

  private static void assertWinnersAreTrueOrFound(
      VersionStore store, List<Writer> writers, Commit last) {
    View committed = new View.Committed(last.id());
    int falseWinners = 0;
    for (Writer writer : writers) {
      List<String> untrue =
          writer.believed.entrySet().stream()
              .filter(
                  entry ->
                      store
                          .read(committed, entry.getKey())
                          .map(content -> PointerFile.read(entry.getKey(), content).id())
                          .filter(entry.getValue()::equals)
                          .isEmpty())
              .map(Map.Entry::getKey)
              .toList();
      assertThat(writer.logs.lostIn(last.id())).containsExactlyInAnyOrderElementsOf(untrue);
      falseWinners += untrue.size();
    }
    System.out.printf("  writers that wrongly believed they won, all found: %d%n", falseWinners);
  }

  private static void count(
      Figures figures, List<Writer> writers, List<Optional<LoggedPointer>> results) {
    long winners = results.stream().filter(Optional::isPresent).count();
    figures.nobodySaysItWon += winners == 0 ? 1 : 0;
    figures.twoSayTheyWon += winners > 1 ? 1 : 0;
    if (writers.stream().anyMatch(writer -> !writer.firstRefused)) {
      figures.wonFirst++;
      return;
    }
    boolean byFirstCreate =
        IntStream.range(0, writers.size())
            .anyMatch(i -> results.get(i).isPresent() && writers.get(i).creates == 1);
    if (byFirstCreate) {
      figures.refusedThoughWon++;
    } else {
      figures.refusedWithoutWinner++;
    }
  }

  private static void print(Figures figures) {
    System.out.printf(
        "Race of %d writers, %d rounds, %d commits meanwhile:%n"
            + "  a first create was answered with success: %d%n"
            + "  all were refused though one had won: %d (%.1f %%)%n"
            + "  all were refused and nobody had won: %d (%.1f %%)%n"
            + "  after reading back nobody says it won: %d, two say so: %d%n",
        WRITERS,
        ROUNDS,
        figures.commits,
        figures.wonFirst,
        figures.refusedThoughWon,
        100.0 * figures.refusedThoughWon / ROUNDS,
        figures.refusedWithoutWinner,
        100.0 * figures.refusedWithoutWinner / ROUNDS,
        figures.nobodySaysItWon,
        figures.twoSayTheyWon);
  }

  private static int commitUntil(VersionStore store, AtomicBoolean over)
      throws InterruptedException {
    Random pause = new Random(1);
    int commits = 0;
    while (!over.get()) {
      try {
        store.commit(BRANCH, "Another client", Map.of());
        commits++;
        // Now before, now amid and now after the writes.
        Thread.sleep(pause.nextInt(30));
      } catch (NothingToCommitException e) {
        Thread.sleep(pause.nextInt(20));
      } catch (VersionStoreException e) {
        // The server may refuse a commit while others write; the next one goes through.
        Thread.sleep(5);
      }
    }
    return commits;
  }

  private static Commit commitTheRest(VersionStore store) {
    store.createExclusively(BRANCH, "end", new byte[] {1});
    return store.commit(BRANCH, "The rest", Map.of());
  }

  private static VersionStore newStudy() {
    Servers servers = Servers.shared();
    VersionStore store =
        LakefsVersionStore.openOrCreate(
            new LakefsSettings(
                URI.create(servers.lakefsEndpoint()),
                servers.lakefsAccessKey(),
                servers.lakefsSecretKey(),
                "s3://" + servers.bucket() + "/lakefs",
                Duration.ofSeconds(30),
                7),
            "race-" + UUID.randomUUID().toString().substring(0, 8));
    store.createBranch(BRANCH, store.require(VersionStore.MAIN));
    return store;
  }
}
