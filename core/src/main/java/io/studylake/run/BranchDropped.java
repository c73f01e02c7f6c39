package io.studylake.run;

/** Somebody dropped the branch of a run that was still at work. */
public final class BranchDropped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BranchDropped(String delivery, String branch, Throwable cause) {
    super(
        "Cannot deliver %s: branch %s of this run was dropped by somebody while the run was at work. Nothing was published; run it again."
            .formatted(delivery, branch),
        cause);
  }
}
