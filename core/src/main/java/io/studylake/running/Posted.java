package io.studylake.running;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A notice of this process that stands until it is closed; rewritten every minute, so that others
 * see that the process lives. Also taken away when the process is told to end.
 */
public final class Posted implements AutoCloseable {
  private static final Duration EXIT_WAIT = Duration.ofSeconds(3);

  private final NoticeFolder folder;
  private final ScheduledExecutorService heart;
  private final Thread atExit = new Thread(this::takeAwayAtExit, "notice-end");
  private final ReentrantLock lock = new ReentrantLock();
  private Notice notice;
  private long beat;
  private boolean ended;

  private Posted(NoticeFolder folder, Notice notice) {
    this.folder = folder;
    this.notice = notice;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "notice");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Posts a notice. */
  static Posted of(NoticeFolder folder, Notice notice, Running.Timing timing) {
    Posted posted = new Posted(folder, notice);
    posted.write();
    long every = timing.beat().toMillis();
    var unused =
        posted.heart.scheduleWithFixedDelay(
            posted::beatQuietly, every, every, TimeUnit.MILLISECONDS);
    Runtime.getRuntime().addShutdownHook(posted.atExit);
    return posted;
  }

  /** What it says. */
  public Notice notice() {
    lock.lock();
    try {
      return notice;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says that this process owns a branch; to be called before the branch is created or moved.
   *
   * @throws io.studylake.storage.ObjectStoreException when the object store does not take it
   * @throws io.studylake.version.StoreUnavailableException when the file system does not
   */
  public void owns(String branch) {
    lock.lock();
    try {
      Set<String> branches = new HashSet<>(notice.branches());
      if (branches.add(branch)) {
        notice = notice.with(branches);
        write();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Writes the next beat. The one before stays: somebody may be listing the folder. */
  private void write() {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      beat++;
      folder.write(notice, beat);
      delete(beat - 2);
    } catch (RuntimeException e) {
      delete(beat);
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void beatQuietly() {
    try {
      write();
    } catch (RuntimeException e) {
      // A server that is away for a while ends no run; the next minute tries again.
      return;
    }
  }

  private void delete(long old) {
    if (old > 0) {
      folder.deleteQuietly(folder.locationOf(NoticeFile.name(notice.id(), old)));
    }
  }

  private void takeAway() {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        delete(beat - 1);
        delete(beat);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A process that ends waits for no server. */
  private void takeAwayAtExit() {
    try {
      if (lock.tryLock(EXIT_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          takeAway();
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    // A beat on its way is waited for, not broken off: the store may take it all the same.
    heart.shutdown();
    takeAway();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs already.
      return;
    }
  }
}
