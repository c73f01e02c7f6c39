package io.studylake.moves;

import io.studylake.lake.Study;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.vacuum.Hold;
import io.studylake.version.BranchMovedException;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;

/**
 * {@code reset}: points a branch at another commit, and drops what is staged on it. Never {@code
 * main}, which only goes on, and never a branch of a run that is at work.
 */
public final class BranchReset {
  private final Study study;
  private final VersionStore store;

  /** Of the branches of a study. */
  public BranchReset(Study study) {
    this.study = study;
    this.store = study.store();
  }

  /**
   * What a reset would do; changes nothing.
   *
   * @param ref a branch, a tag or a commit
   * @throws IllegalArgumentException for {@code main}
   * @throws BranchInUse when a process is at work on the branch
   */
  public ResetPlan plan(String branch, String ref) {
    if (branch.equals(VersionStore.MAIN)) {
      throw new IllegalArgumentException(
          "Cannot reset main: it holds what is published, and only goes on. Show older data again with `studylake restore --to %s`, which keeps every key."
              .formatted(ref));
    }
    CommitId head = store.head(branch);
    CommitId target = store.require(ref);
    requireFree(branch);
    return new ResetPlan(
        branch, head, target, new TableMoves(study).between(head, target, table -> true));
  }

  /**
   * Does what was planned.
   *
   * @throws BranchMovedException when the branch is not any more where the plan was made
   * @throws BranchInUse when a process is at work on the branch
   */
  public void execute(ResetPlan plan) {
    requireFree(plan.branch());
    try (Running running = Running.on(study);
        Posted notice = running.post("reset " + plan.branch());
        Hold hold = Hold.on(study, plan.target(), "reset", plan.branch())) {
      notice.owns(plan.branch());
      store.moveBranch(plan.branch(), plan.head(), plan.target());
    }
  }

  private void requireFree(String branch) {
    try (Running running = Running.on(study)) {
      running
          .owner(branch)
          .ifPresent(
              notice -> {
                throw new BranchInUse(branch, notice.words());
              });
    }
  }
}
