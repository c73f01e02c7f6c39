package io.studylake.version;

/** A branch or tag of that name exists already. */
public final class RefExistsException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what cannot be done and why. */
  public RefExistsException(String message) {
    super(message, null);
  }
}
