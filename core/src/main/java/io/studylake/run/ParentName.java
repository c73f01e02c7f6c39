package io.studylake.run;

import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.util.Optional;

/** What people call a snapshot. */
final class ParentName {
  private static final String FROM = "studylake.from";

  private ParentName() {}

  /** The delivery that the snapshot holds; of one without, its abbreviated commit id. */
  static String of(VersionStore store, CommitId snapshot) {
    String delivery = store.commit(snapshot).metadata().getOrDefault(RunMetadata.DELIVERY, "");
    return delivery.isEmpty() ? snapshot.abbreviated() : delivery;
  }

  /** Its name and its commit. */
  static String inFull(VersionStore store, CommitId snapshot) {
    Optional<Commit> run = commitOfRun(store, snapshot);
    return run.isEmpty()
        ? "nothing, it is the first"
        : "%s, commit %s"
            .formatted(
                run.get().metadata().getOrDefault(RunMetadata.DELIVERY, "?"),
                snapshot.abbreviated());
  }

  /** The run whose delivery the snapshot holds; empty before the first delivery. */
  static Optional<String> run(VersionStore store, CommitId snapshot) {
    return commitOfRun(store, snapshot).map(commit -> commit.metadata().get(RunMetadata.RUN));
  }

  /**
   * The commit that tells of the run: the snapshot's own; of one that was taken up again, the old
   * one; of a merge made by hand, its second parent; of hook files alone, the one before.
   */
  private static Optional<Commit> commitOfRun(VersionStore store, CommitId snapshot) {
    Commit commit = store.commit(snapshot);
    while (!commit.metadata().containsKey(RunMetadata.RUN)) {
      String from = commit.metadata().getOrDefault(FROM, "");
      if (!from.isEmpty()) {
        commit = store.commit(new CommitId(from));
      } else if (commit.parents().isEmpty()) {
        return Optional.empty();
      } else {
        commit = store.commit(commit.parents().get(commit.parents().size() - 1));
      }
    }
    return Optional.of(commit);
  }
}
