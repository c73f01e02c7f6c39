package io.studylake.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Looks at several things at once, without Spark. */
final class SideBySide implements AutoCloseable {
  private final ExecutorService threads;

  SideBySide(int atOnce) {
    this.threads = Executors.newFixedThreadPool(atOnce);
  }

  /**
   * The results in the order of the things.
   *
   * @throws RuntimeException what the first failing look threw
   */
  <T, R> List<R> all(List<T> things, Function<T, R> look) {
    List<Future<R>> looks = new ArrayList<>();
    things.forEach(thing -> looks.add(threads.submit(() -> look.apply(thing))));
    List<R> results = new ArrayList<>();
    try {
      for (Future<R> running : looks) {
        results.add(running.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while tables were looked at", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
