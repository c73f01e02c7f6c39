package io.studylake.version;

/** A branch is not where it was expected to be: somebody else moved it meanwhile. */
public final class BranchMovedException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Says where the branch is.
   *
   * @param branch its name
   * @param expected where it was expected to be
   * @param found where it is
   */
  public BranchMovedException(String branch, CommitId expected, CommitId found) {
    super(
        "Cannot move branch '%s': it is at %s by now, not at %s any more. Look at it, then try again."
            .formatted(branch, found.abbreviated(), expected.abbreviated()),
        null);
  }
}
