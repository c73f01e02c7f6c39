package io.studylake.version;

/** Something is staged on the branch that would have to be committed or reset first. */
public final class UncommittedChangesException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what cannot be done and why. */
  public UncommittedChangesException(String message) {
    super(message, null);
  }

  /** Something is staged on the target of a merge. */
  public static UncommittedChangesException inMerge(String source, String target) {
    return new UncommittedChangesException(
        "Cannot merge '%s' into '%s': something is staged on '%s'. Commit or reset it first."
            .formatted(source, target, target));
  }
}
