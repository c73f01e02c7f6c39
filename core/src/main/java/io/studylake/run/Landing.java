package io.studylake.run;

import io.studylake.lake.CommitCheck;
import io.studylake.lake.WorkBranch;
import io.studylake.provenance.Provenance;
import io.studylake.text.Listing;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.MergeConflictException;
import io.studylake.version.MergeRefusedException;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import java.util.Map;

/** The end of every run: one commit of what it did, and one merge of that into {@code main}. */
public final class Landing {
  private static final int NAMED = 10;

  private final VersionStore store;
  private final MainHistory history;
  private final Provenance provenance;

  /** On the {@code main} of a study. */
  public Landing(VersionStore store) {
    this.store = store;
    this.history = new MainHistory(store);
    this.provenance = new Provenance(store);
  }

  /**
   * Commits a run's branch, and checks that the commit is what the run did.
   *
   * @param what the words after "Cannot", for example {@code publish d4}
   * @throws BranchDisturbed when somebody else wrote to the branch
   * @throws StoreUnavailableException when the store lost a write
   */
  public Commit commit(
      WorkBranch branch, String what, String message, Map<String, String> metadata) {
    Commit commit = store.commit(branch.name(), message, metadata);
    // A commit takes everything that is staged on the branch, whoever staged it.
    CommitCheck check = branch.check(commit.id());
    if (!check.lost().isEmpty()) {
      throw new StoreUnavailableException(
          "Cannot %s: commit %s lacks what the run wrote to %s. Nothing was published; run it again."
              .formatted(what, commit.id().abbreviated(), Listing.first(NAMED, check.lost())),
          null);
    }
    if (!check.foreign().isEmpty()) {
      throw new BranchDisturbed(what, branch.name(), Listing.first(NAMED, check.foreign()));
    }
    return commit;
  }

  /**
   * Merges a run's commit into {@code main}, if that still is where the run started from.
   *
   * @throws MainMoved when it is not
   */
  public Commit merge(Commit commit, CommitId base) {
    requireStill(base);
    try {
      return store.merge(
          commit.id().value(), VersionStore.MAIN, commit.message(), commit.metadata());
    } catch (MergeConflictException | MergeRefusedException e) {
      // The server's gate refuses as well what main was moved away from, without naming it so.
      CommitId now = store.require(VersionStore.MAIN);
      if (now.equals(base)) {
        throw e;
      }
      throw moved(now);
    }
  }

  /**
   * Checks, after the merge, that nobody committed to {@code main} between the look and the merge.
   *
   * @param what what was published, for the message: {@code Delivery d4}
   * @throws io.studylake.provenance.UnsoundMainException when somebody did
   */
  public void requireMadeOn(Commit merge, CommitId base, String what) {
    provenance.requireMadeOn(merge, base, what);
  }

  /**
   * Checks that {@code main} is where a run started from.
   *
   * @throws MainMoved when it is not
   */
  public void requireStill(CommitId base) {
    CommitId head = store.require(VersionStore.MAIN);
    if (!head.equals(base)) {
      throw moved(head);
    }
  }

  private MainMoved moved(CommitId head) {
    return new MainMoved(
        "Snapshot %s was published meanwhile (%s)."
            .formatted(history.heldTag(head).orElse(head.abbreviated()), head.abbreviated()));
  }
}
