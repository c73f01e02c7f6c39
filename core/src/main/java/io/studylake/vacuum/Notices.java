package io.studylake.vacuum;

import io.studylake.progress.Progress;
import io.studylake.running.Notice;
import io.studylake.running.Running;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What vacuum and those who fill the archive say to each other. A run posts its notice and then
 * looks for this one; a vacuum posts this one and then looks for runs: so at least one of the two
 * sees the other before a file is deleted that a run is about to link.
 */
public final class Notices {
  /** Said while archived files are deleted. */
  static final String OF_ARCHIVE = "vacuum of archived files";

  /** Said while files of tables are deleted. */
  static final String OF_TABLES = "vacuum of tables";

  private static final Duration PAUSE = Duration.ofMillis(500);

  private Notices() {}

  /**
   * Waits while archived files are deleted; to be called after a run has posted its own notice and
   * before it archives anything.
   *
   * @param who the run, for the message: {@code deliver d4}
   * @throws AtWorkException when it takes longer than is waited for
   */
  public static void awaitArchive(
      Running running, Duration patience, String who, Progress progress) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean told = false;
    for (Optional<Notice> vacuum = ofArchive(running);
        vacuum.isPresent();
        vacuum = ofArchive(running)) {
      if (System.nanoTime() > deadline) {
        throw new AtWorkException(
            ("Cannot %s: %s has been going on for more than %d s. Wait for it, or stop it, and run"
                    + " this again.")
                .formatted(who, vacuum.get().words(), patience.toSeconds()));
      }
      if (!told) {
        progress.note("Waiting for the end of %s.".formatted(vacuum.get().words()));
        told = true;
      }
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a vacuum", e);
      }
    }
  }

  /** Whether a notice is that of a vacuum. */
  static boolean isVacuum(Notice notice) {
    return List.of(OF_ARCHIVE, OF_TABLES).contains(notice.what());
  }

  private static Optional<Notice> ofArchive(Running running) {
    return running.atWork().stream().filter(notice -> notice.what().equals(OF_ARCHIVE)).findFirst();
  }
}
