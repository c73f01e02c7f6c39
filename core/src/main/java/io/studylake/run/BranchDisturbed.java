package io.studylake.run;

/** Somebody else wrote to the run's branch; nothing of it is published. */
public final class BranchDisturbed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BranchDisturbed(String what, String branch, String paths) {
    super(
        "Cannot %s: somebody else wrote to branch %s of this run (%s). Nothing was published; run it again, and let nobody write to the branch of a run."
            .formatted(what, branch, paths));
  }
}
