package io.studylake.version;

/** Nothing is staged, or nothing differs: there would be an empty commit. */
public final class NothingToCommitException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  private NothingToCommitException(String message) {
    super(message, null);
  }

  /** Nothing is staged on a branch. */
  public static NothingToCommitException on(String branch) {
    return new NothingToCommitException(
        "Cannot commit branch '%s': nothing is staged on it. Write something first."
            .formatted(branch));
  }

  /** A source adds nothing to its target. */
  public static NothingToCommitException inMerge(String source, String target) {
    return new NothingToCommitException(
        "Cannot merge '%s' into '%s': it adds nothing. Commit on '%s' first."
            .formatted(source, target, source));
  }
}
