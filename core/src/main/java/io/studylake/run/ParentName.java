package io.studylake.run;

import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.util.Optional;

/** What people call a snapshot. */
final class ParentName {
  private ParentName() {}

  /** The delivery that the snapshot holds; of one without, its abbreviated commit id. */
  static String of(VersionStore store, CommitId snapshot) {
    return new MainHistory(store)
        .held(snapshot)
        .map(commit -> commit.metadata().get(RunMetadata.DELIVERY))
        .orElse(snapshot.abbreviated());
  }

  /** Its name and its commit. */
  static String inFull(VersionStore store, CommitId snapshot) {
    return new MainHistory(store)
        .held(snapshot)
        .map(
            commit ->
                "%s, commit %s"
                    .formatted(commit.metadata().get(RunMetadata.DELIVERY), snapshot.abbreviated()))
        .orElse("nothing, it is the first");
  }

  /** The run whose delivery the snapshot holds; empty before the first delivery. */
  static Optional<String> run(VersionStore store, CommitId snapshot) {
    return new MainHistory(store)
        .held(snapshot)
        .map(commit -> commit.metadata().get(RunMetadata.RUN));
  }
}
