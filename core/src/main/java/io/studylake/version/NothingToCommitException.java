package io.studylake.version;

/** Nothing is staged, or nothing differs: there would be an empty commit. */
public final class NothingToCommitException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what cannot be done and why. */
  public NothingToCommitException(String message) {
    super(message, null);
  }
}
