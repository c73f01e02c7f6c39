package io.studylake.run;

import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the commits of {@code main} say of its data: the one place that knows what a restore, a
 * snapshot that was taken up again, and a merge made by hand mean.
 *
 * <p>A restore is a commit that shows the data of an older one. So the history of the data jumps
 * from it to that commit, and what was published in between is taken back: in the history of {@code
 * main}, not in that of its data.
 */
public final class MainHistory {
  /** On the commit that takes a snapshot up again: which one. */
  private static final String FROM = "studylake.from";

  private final VersionStore store;

  /** Of the commits of a study. */
  public MainHistory(VersionStore store) {
    this.store = store;
  }

  /**
   * The commit of the run that made the data which a snapshot holds; its metadata tell of the
   * delivery ({@link RunMetadata}). Empty before the first delivery.
   */
  public Optional<Commit> held(CommitId snapshot) {
    return search(snapshot, commit -> commit.metadata().containsKey(RunMetadata.DELIVERY));
  }

  /** The delivery whose data a snapshot holds, as it is tagged; empty before the first. */
  public Optional<String> heldTag(CommitId snapshot) {
    return held(snapshot).map(MainHistory::tag);
  }

  /** The restore that made a snapshot what it is; empty when a delivery did. */
  public Optional<Commit> restore(CommitId snapshot) {
    return search(
            snapshot,
            commit ->
                commit.metadata().containsKey(RunMetadata.RESTORED)
                    || commit.metadata().containsKey(RunMetadata.DELIVERY))
        .filter(commit -> commit.metadata().containsKey(RunMetadata.RESTORED));
  }

  /** Whether a run is in the history of a snapshot's data: it was not taken back by a restore. */
  boolean isInEffect(CommitId snapshot, String runId) {
    return search(snapshot, commit -> runId.equals(commit.metadata().get(RunMetadata.RUN)))
        .isPresent();
  }

  /**
   * The commit of a ref that is in the history of {@code main}: keys on any other branch are
   * provisional.
   *
   * @param what the words after "Cannot", for example {@code start from d3}
   * @throws DeliveryConflict when it is not
   */
  public CommitId published(String ref, String what) {
    CommitId wanted = store.require(ref);
    CommitId head = store.require(VersionStore.MAIN);
    try (Stream<Commit> log = store.log(head)) {
      if (log.noneMatch(commit -> commit.id().equals(wanted))) {
        throw new DeliveryConflict(
            ("Cannot %s: it is no published snapshot, and keys given on a branch are not"
                    + " final. Name a tag, or a commit that `studylake log` shows.")
                .formatted(what));
      }
    }
    return wanted;
  }

  /** The tag of the delivery that a run's commit tells of. */
  static String tag(Commit commit) {
    return DeliveryEntry.tag(
        commit.metadata().get(RunMetadata.DELIVERY),
        Integer.parseInt(commit.metadata().getOrDefault(RunMetadata.REVISION, "1")));
  }

  /** Goes back through the history of a snapshot's data to the first commit that is wanted. */
  private Optional<Commit> search(CommitId snapshot, Predicate<Commit> wanted) {
    CommitId from = snapshot;
    while (true) {
      Optional<CommitId> jump = Optional.empty();
      try (Stream<Commit> log = store.log(from)) {
        for (Commit logged : (Iterable<Commit>) log::iterator) {
          Commit commit = withFigures(logged);
          if (wanted.test(commit)) {
            return Optional.of(commit);
          }
          jump = older(commit);
          if (jump.isPresent()) {
            break;
          }
        }
      }
      if (jump.isEmpty()) {
        return Optional.empty();
      }
      from = jump.get();
    }
  }

  private static Optional<CommitId> older(Commit commit) {
    Map<String, String> metadata = commit.metadata();
    return Optional.ofNullable(metadata.getOrDefault(RunMetadata.RESTORED, metadata.get(FROM)))
        .map(CommitId::new);
  }

  /**
   * A commit with the figures of the run that it published: a merge made by hand, of a branch that
   * was not published at once, has them on its second parent alone.
   */
  Commit withFigures(Commit commit) {
    if (commit.metadata().containsKey(RunMetadata.RUN) || commit.parents().size() < 2) {
      return commit;
    }
    Map<String, String> figures = store.commit(commit.parents().get(1)).metadata();
    return new Commit(commit.id(), commit.parents(), commit.message(), figures, commit.createdAt());
  }
}
