package io.studylake.version;

import java.time.Duration;

/**
 * How often, and after which waits, something is tried again.
 *
 * @param attempts the number of tries in all
 * @param firstWait the wait after the first try; doubles from try to try, five times at most
 */
public record Retry(int attempts, Duration firstWait) {
  /**
   * For a write of unknown outcome: waits 25 ms to 800 ms, 1.6 s in all, many times what a store
   * needs to commit.
   */
  public static final Retry DEFAULT = new Retry(7, Duration.ofMillis(25));

  private static final int MOST_DOUBLINGS = 5;

  /**
   * Waits after a try.
   *
   * @param attempt the try that was made, 0 for the first
   * @return false when that was the last one, or the thread was interrupted
   */
  public boolean again(int attempt) {
    if (attempt + 1 >= attempts) {
      return false;
    }
    try {
      Thread.sleep(firstWait.toMillis() << Math.min(attempt, MOST_DOUBLINGS));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
