package io.studylake.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Compares files with the sizes that they should have, many at once: an object store answers each
 * question late, and many at the same time. A bounded number waits, so a table may have any number.
 */
final class FileSizes implements AutoCloseable {
  /** Findings that one group names; of more only the number is told. */
  static final int LISTED = 20;

  private static final int AT_ONCE = 16;
  private static final int WAITING = 1_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final Semaphore waiting = new Semaphore(WAITING);
  private final AtomicLong seen = new AtomicLong();

  /** Looks at one file. */
  interface Look {
    /** What is wrong with it; empty when nothing is. */
    Optional<String> flaw() throws IOException;
  }

  /** Files that belong together; used by one thread. */
  Group group() {
    return new Group();
  }

  /** Files that were looked at so far. */
  long seen() {
    return seen.get();
  }

  /** Counts files that somebody else read. */
  void saw(long files) {
    seen.addAndGet(files);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Files that belong together. */
  final class Group {
    private final Phaser running = new Phaser(1);
    private final Map<String, String> wrong = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicLong unlisted = new AtomicLong();

    private Group() {}

    /**
     * Will look at a file.
     *
     * @param what the kind of file, for messages
     * @param meaning what it means when something is wrong with it
     */
    void expect(String what, String address, Look look, String meaning) {
      waiting.acquireUninterruptibly();
      running.register();
      threads.execute(
          () -> {
            try {
              flaw(look)
                  .ifPresent(
                      flaw ->
                          wrong(address, "%s %s %s: %s".formatted(what, address, flaw, meaning)));
              seen.incrementAndGet();
            } finally {
              waiting.release();
              running.arriveAndDeregister();
            }
          });
    }

    /** Waits for all; what is wrong, in order of address. */
    List<String> wrong() {
      running.arriveAndAwaitAdvance();
      List<String> found = new ArrayList<>(wrong.values());
      if (unlisted.get() > 0) {
        found.add(
            "%,d more files are not there, or not as they should be".formatted(unlisted.get()));
      }
      return found;
    }

    private void wrong(String address, String text) {
      synchronized (wrong) {
        if (wrong.size() < LISTED) {
          wrong.put(address, text);
          return;
        }
      }
      unlisted.incrementAndGet();
    }
  }

  private static Optional<String> flaw(Look look) {
    try {
      return look.flaw();
    } catch (IOException | RuntimeException e) {
      return Optional.of(Reason.of(e));
    }
  }

  /**
   * Compares a file's length.
   *
   * @param said who says how long it is
   */
  static Optional<String> flaw(FileLength lengths, String address, long bytes, String said)
      throws IOException {
    long there = lengths.bytes(address);
    return there == bytes
        ? Optional.empty()
        : Optional.of("has %,d bytes, and %s says %,d".formatted(there, said, bytes));
  }
}
