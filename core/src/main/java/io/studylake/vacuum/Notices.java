package io.studylake.vacuum;

import io.studylake.progress.Progress;
import io.studylake.running.Notice;
import io.studylake.running.Running;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

  /** The commands that may point a ref at a commit that no other reaches. */
  private static final List<String> POINTING = List.of("branch", "tag", "reset");

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
    await(() -> ofArchive(running), patience, who, progress);
  }

  /** Waits in the same way while files of any kind are deleted. */
  static void awaitAny(Running running, Duration patience, String who) {
    await(
        () -> running.atWork().stream().filter(Notices::isVacuum).findFirst(),
        patience,
        who,
        Progress.SILENT);
  }

  private static void await(
      Supplier<Optional<Notice>> atWork, Duration patience, String who, Progress progress) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean told = false;
    for (Optional<Notice> vacuum = atWork.get(); vacuum.isPresent(); vacuum = atWork.get()) {
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

  /** What a process says that is about to point a ref at a commit. */
  static String pointing(String command, String ref) {
    if (!POINTING.contains(command)) {
      throw new IllegalArgumentException(command + " points no ref at a commit");
    }
    return command + " " + ref;
  }

  /** Whether a notice is one of {@link #pointing}. */
  static boolean isPointing(Notice notice) {
    return POINTING.stream().anyMatch(command -> notice.what().startsWith(command + " "));
  }

  /** Whether a notice is that of a vacuum. */
  static boolean isVacuum(Notice notice) {
    return List.of(OF_ARCHIVE, OF_TABLES).contains(notice.what());
  }

  private static Optional<Notice> ofArchive(Running running) {
    return running.atWork().stream().filter(notice -> notice.what().equals(OF_ARCHIVE)).findFirst();
  }
}
