package io.studylake.version;

/** There is a file at that path already: somebody else's, or an earlier try of one's own. */
public final class PathExistsException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what cannot be done and why. */
  public PathExistsException(String message) {
    super(message, null);
  }
}
