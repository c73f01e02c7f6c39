package io.studylake.lake;

import io.studylake.version.Link;
import io.studylake.version.VersionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Puts many links on a branch, several at a time: each is a call of the store. */
public final class Links {
  private final VersionStore store;
  private final String branch;
  private final int atOnce;

  Links(VersionStore store, String branch, int atOnce) {
    this.store = store;
    this.branch = branch;
    this.atOnce = atOnce;
  }

  /** Stages links by path; what was there is replaced. */
  public void place(Map<String, Link> links) {
    change(links, List.of());
  }

  /**
   * Stages links by path, and the removal of paths.
   *
   * @throws RuntimeException what the first failing change threw, after the others have ended
   */
  void change(Map<String, Link> links, List<String> removed) {
    List<Runnable> changes = new ArrayList<>();
    new TreeMap<>(links).forEach((path, link) -> changes.add(() -> store.link(branch, path, link)));
    removed.forEach(path -> changes.add(() -> store.remove(branch, path)));
    if (changes.isEmpty()) {
      return;
    }
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(atOnce, changes.size()));
    try {
      List<Future<?>> running = new ArrayList<>();
      changes.forEach(change -> running.add(threads.submit(change)));
      for (Future<?> change : running) {
        change.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while files were linked", e);
    } finally {
      // Waits: a branch may be committed only when nobody writes to it any more.
      threads.shutdownNow();
      awaitEnd(threads);
    }
  }

  private static void awaitEnd(ExecutorService threads) {
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
