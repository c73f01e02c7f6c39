package io.studylake.version;

/** No branch, tag or commit of that name, or no study. */
public final class RefNotFoundException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what cannot be done and why. */
  public RefNotFoundException(String message) {
    super(message, null);
  }
}
