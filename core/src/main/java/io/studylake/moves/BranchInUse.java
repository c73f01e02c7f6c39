package io.studylake.moves;

/** A process is at work on a branch. */
public final class BranchInUse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BranchInUse(String branch, String who) {
    super(
        "Cannot reset %s: %s is at work on it. Wait until that ends, or stop it."
            .formatted(branch, who));
  }
}
