package io.studylake.vacuum;

import io.studylake.lake.Study;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.io.FileIO;

/**
 * Keeps what a commit needs until a ref is pointed at it. A commit that no ref reaches any more, as
 * that of a dropped branch, is a vacuum's to take: as long as a hold on one stands, no vacuum
 * deletes anything. What is published and what a ref names needs none, and costs nothing here.
 */
public final class Hold implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Optional<Running> running;
  private final Optional<Posted> posted;

  private Hold(Optional<Running> running, Optional<Posted> posted) {
    this.running = running;
    this.posted = posted;
  }

  /**
   * Holds a commit.
   *
   * @param command what the process does, {@code branch}, {@code tag} or {@code reset}
   * @param ref the ref that is to be pointed at the commit
   * @throws AtWorkException when a vacuum is at work, and is not soon done
   * @throws RefNotFoundException when a vacuum was there before and took what the commit needs
   */
  public static Hold on(Study study, CommitId commit, String command, String ref) {
    return on(study, commit, Notices.pointing(command, ref), PATIENCE);
  }

  static Hold on(Study study, CommitId commit, String what, Duration patience) {
    if (isNamed(study.store(), commit)) {
      return new Hold(Optional.empty(), Optional.empty());
    }
    Running running = Running.on(study);
    Optional<Posted> posted = Optional.empty();
    try {
      posted = Optional.of(running.post(what));
      Notices.awaitAny(running, patience, what);
      requireWhole(study, commit, what);
      return new Hold(Optional.of(running), posted);
    } catch (RuntimeException e) {
      posted.ifPresent(Posted::close);
      running.close();
      throw e;
    }
  }

  private static boolean isNamed(VersionStore store, CommitId commit) {
    try (Stream<Commit> log = store.log(store.require(VersionStore.MAIN))) {
      if (log.anyMatch(published -> published.id().equals(commit))) {
        return true;
      }
    }
    return Stream.of(store.branches(), store.tags())
        .flatMap(List::stream)
        .anyMatch(ref -> store.resolve(ref).equals(Optional.of(commit)));
  }

  private static void requireWhole(Study study, CommitId commit, String what) {
    try (FileIO io = study.files()) {
      StudyFolder folder = StudyFolder.of(study, io);
      Reachable needed = new Reachable(study.store(), folder);
      List<String> missing = needed.missing(commit, Inventory.of(folder));
      if (!missing.isEmpty()) {
        throw new RefNotFoundException(
            "Cannot %s: no ref reaches commit %s, and a vacuum has taken what it needs (%s). Deliver the folder again."
                .formatted(what, commit.abbreviated(), missing.get(0)));
      }
    }
  }

  @Override
  public void close() {
    posted.ifPresent(Posted::close);
    running.ifPresent(Running::close);
  }
}
