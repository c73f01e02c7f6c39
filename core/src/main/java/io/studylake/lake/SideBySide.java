package io.studylake.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Runs the work on several datasets side by side, each under its own job description in Spark. */
public final class SideBySide {
  private final Supplier<SparkSession> spark;
  private final int atOnce;

  /**
   * Runs at most so many pieces of work at once.
   *
   * @param spark gives the session whose jobs are described
   */
  public SideBySide(Supplier<SparkSession> spark, int atOnce) {
    this.spark = spark;
    this.atOnce = atOnce;
  }

  /**
   * One piece of work.
   *
   * @param description what it is, for example {@code ingest ae}; Spark's UI and lineage show it
   * @param action what it does
   */
  public record Work<T>(String description, Callable<T> action) {}

  /**
   * Runs all and waits for all that were begun; results in the order of the works.
   *
   * @throws RuntimeException what the first failing piece threw; pieces not begun are left out
   */
  public <T> List<T> run(List<Work<T>> works) {
    ExecutorService pool =
        Executors.newFixedThreadPool(Math.max(1, Math.min(atOnce, works.size())));
    try {
      CompletionService<T> running = new ExecutorCompletionService<>(pool);
      List<Future<T>> futures = new ArrayList<>();
      for (Work<T> work : works) {
        futures.add(running.submit(() -> described(work)));
      }
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
      pool.shutdownNow();
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      pool.shutdownNow();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while datasets were worked on", e);
    } finally {
      pool.shutdown();
      awaitEnd(pool);
    }
  }

  private <T> T described(Work<T> work) throws Exception {
    SparkSession session = spark.get();
    SparkSession.setActiveSession(session);
    session.sparkContext().setJobDescription(work.description());
    try {
      return work.action().call();
    } finally {
      session.sparkContext().setJobDescription(null);
    }
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
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
