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
import io.studylake.version.VersionStoreException;

/** Step 8: one commit, one merge into {@code main}, one tag. */
final class Publisher {
  private static final int NAMED = 10;

  private final Workplace place;
  private final DeliveryRegister register;
  private final Provenance provenance;
  private final WorkBranch branch;
  private final RunReport report;

  Publisher(
      Workplace place,
      DeliveryRegister register,
      Provenance provenance,
      WorkBranch branch,
      RunReport report) {
    this.place = place;
    this.register = register;
    this.provenance = provenance;
    this.branch = branch;
    this.report = report;
  }

  /**
   * Commits the run, and publishes it if that is wanted.
   *
   * @throws MainMoved when another delivery was published since the run's base
   * @throws io.studylake.provenance.UnsoundMainException when somebody committed to {@code main}
   *     between the last look and the merge; the run is published then
   */
  DeliveryResult publish(boolean toMain) {
    String tag = report.attempt().entry().tag();
    place.progress().step("Publish", toMain ? "to main" : "on branch " + branch.name());
    report.writePassed();
    showData();
    VersionStore store = branch.store();
    Commit commit = store.commit(branch.name(), "Delivery " + tag, report.metadata(true));
    requireOwn(commit);
    if (!toMain) {
      return new DeliveryResult.Loaded(
          tag, commit.id(), branch.name(), report.figures(), report.page().save());
    }
    Commit merge = merge(store, commit, tag);
    CommitId published = merge.id();
    report.published();
    // No tag then: its name stays free for the delivery after main was taken back.
    provenance.requireMadeOn(merge, branch.base(), tag);
    try {
      register.tag(tag, published);
      store.dropBranch(branch.name());
    } catch (VersionStoreException e) {
      // It is published; the next run makes the tag.
      place
          .progress()
          .note("Delivery %s is published, but not tagged yet: %s".formatted(tag, e.getMessage()));
    }
    return new DeliveryResult.Loaded(tag, published, "", report.figures(), report.page().save());
  }

  private void showData() {
    long start = System.nanoTime();
    int links = branch.linkData();
    if (links > 0) {
      place
          .progress()
          .end(
              "Publish",
              "links",
              "%,d data files shown in %.1f s".formatted(links, (System.nanoTime() - start) / 1e9));
    }
  }

  private Commit merge(VersionStore store, Commit commit, String tag) {
    CommitId head = store.require(VersionStore.MAIN);
    if (!head.equals(branch.base())) {
      throw moved(store, head);
    }
    try {
      return store.merge(
          commit.id().value(), VersionStore.MAIN, "Delivery " + tag, report.metadata(true));
    } catch (MergeConflictException | MergeRefusedException e) {
      // The server's gate refuses as well what main was moved away from, without naming it so.
      CommitId now = store.require(VersionStore.MAIN);
      if (now.equals(branch.base())) {
        throw e;
      }
      throw moved(store, now);
    }
  }

  private MainMoved moved(VersionStore store, CommitId head) {
    return new MainMoved(
        "Snapshot %s was published meanwhile (%s)."
            .formatted(ParentName.of(store, head), head.abbreviated()));
  }

  /** A commit takes everything that is staged on the branch, whoever staged it. */
  private void requireOwn(Commit commit) {
    String tag = report.attempt().entry().tag();
    CommitCheck check = branch.check(commit.id());
    if (!check.lost().isEmpty()) {
      throw new StoreUnavailableException(
          "Cannot publish %s: commit %s lacks what the run wrote to %s. Nothing was published; run it again."
              .formatted(tag, commit.id().abbreviated(), Listing.first(NAMED, check.lost())),
          null);
    }
    if (!check.foreign().isEmpty()) {
      throw new BranchDisturbed(tag, branch.name(), Listing.first(NAMED, check.foreign()));
    }
  }
}
