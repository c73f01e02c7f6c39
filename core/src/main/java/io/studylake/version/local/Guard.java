package io.studylake.version.local;

import io.studylake.version.StoreUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one writer in, of all threads and all processes, by the operating system's lock on a file.
 * The lock goes with the process that holds it, however that ends.
 */
final class Guard {
  /** How long the other writers together may keep one waiting. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  // Static, and never closed: a POSIX lock belongs to the process, and closing any descriptor of
  // the file gives it up, also one that another store instance in this JVM opened. So there is one
  // channel per file and JVM. Open file description locks in the JDK would make this unnecessary.
  private static final Map<Object, Guard> BY_FILE = new HashMap<>();

  private final Path file;
  private final FileChannel channel;
  private final ReentrantLock thread = new ReentrantLock(true);

  private Guard(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The guard of a file, which is created when it is not there. */
  static Guard of(Path file) throws IOException {
    synchronized (BY_FILE) {
      if (Files.exists(file)) {
        Guard known = BY_FILE.get(key(file));
        if (known != null && known.channel.isOpen()) {
          return known;
        }
      }
      Guard opened =
          new Guard(
              file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      BY_FILE.put(key(file), opened);
      return opened;
    }
  }

  private static Object key(Path file) throws IOException {
    Object inode = Files.readAttributes(file, "*", LinkOption.NOFOLLOW_LINKS).get("fileKey");
    return Objects.requireNonNullElse(inode, file.toRealPath());
  }

  /**
   * Does the work while no other thread or process does work under this guard.
   *
   * @throws StoreUnavailableException when the others do not let go in time
   */
  <T> T holding(Attempt.Work<T> work) throws IOException {
    return holding(PATIENCE, work);
  }

  <T> T holding(Duration patience, Attempt.Work<T> work) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (!thread.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(patience);
      }
      try {
        FileLock lock = acquire(patience, deadline);
        try {
          return work.run();
        } finally {
          lock.release();
        }
      } finally {
        thread.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException(
          "Cannot write: interrupted while waiting for the lock %s. Run it again.".formatted(file),
          e);
    }
  }

  // Polls, because a blocking lock() closes the channel when its thread is interrupted.
  private FileLock acquire(Duration patience, long deadline)
      throws IOException, InterruptedException {
    for (long pause = 1; ; pause = Math.min(2 * pause, 16)) {
      FileLock lock = tryAcquire();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() > deadline) {
        throw busy(patience);
      }
      Thread.sleep(pause);
    }
  }

  private FileLock tryAcquire() throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by the same classes under another class loader of this JVM.
      return null;
    }
  }

  private StoreUnavailableException busy(Duration patience) {
    return new StoreUnavailableException(
        "Cannot write: others have held the lock %s for %d s. Wait for them or stop them."
            .formatted(file, patience.toSeconds()),
        null);
  }
}
