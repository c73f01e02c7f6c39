package io.studylake.version;

/** The store cannot be reached, cannot be used, or did not answer in time. */
public final class StoreUnavailableException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what cannot be done and why. */
  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
