package io.studylake.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs pieces of work at the same time, a bounded number of them. */
public final class AtOnce {
  private AtOnce() {}

  /**
   * Runs all and waits for all that were begun: when this returns or throws, nothing runs any more.
   *
   * @param most so many at the same time
   * @return the results in the order of the works
   * @throws RuntimeException what the first piece to fail threw; pieces not begun are left out
   */
  public static <T> List<T> run(int most, List<? extends Callable<T>> works) {
    if (works.isEmpty()) {
      return List.of();
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(most, works.size())));
    try {
      CompletionService<T> running = new ExecutorCompletionService<>(threads);
      List<Future<T>> futures = new ArrayList<>();
      works.forEach(work -> futures.add(running.submit(work)));
      for (int i = 0; i < works.size(); i++) {
        // The first to end, not the first begun: a failure stops the rest at once.
        running.take().get();
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while several things were worked on", e);
    } finally {
      threads.shutdownNow();
      awaitEnd(threads);
    }
  }

  /** The same for work that has no result. */
  public static void doAll(int most, List<Runnable> works) {
    run(most, works.stream().map(Executors::callable).toList());
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException runtime) {
      return runtime;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(cause);
  }

  /** A branch may be committed only when nobody writes to it any more. */
  private static void awaitEnd(ExecutorService threads) {
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
