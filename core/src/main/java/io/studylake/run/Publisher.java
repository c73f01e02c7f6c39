package io.studylake.run;

import io.studylake.lake.WorkBranch;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import io.studylake.version.VersionStoreException;

/** Step 8: one commit, one merge into {@code main}, one tag. */
final class Publisher {
  private final Workplace place;
  private final DeliveryRegister register;
  private final Landing landing;
  private final WorkBranch branch;
  private final RunReport report;

  Publisher(Workplace place, DeliveryRegister register, WorkBranch branch, RunReport report) {
    this.place = place;
    this.register = register;
    this.landing = new Landing(branch.store());
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
    Commit commit =
        landing.commit(branch, "publish " + tag, "Delivery " + tag, report.metadata(true));
    if (!toMain) {
      return new DeliveryResult.Loaded(
          tag, commit.id(), branch.name(), report.figures(), report.page().save());
    }
    Commit merge = landing.merge(commit, branch.base());
    CommitId published = merge.id();
    report.published();
    // No tag then: its name stays free for the delivery after main was taken back.
    landing.requireMadeOn(merge, branch.base(), "Delivery " + tag);
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
}
