package io.studylake.version;

/** The server's own gate does not let this merge pass. */
public final class MergeRefusedException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what cannot be done and why, in the gate's words. */
  public MergeRefusedException(String message) {
    super(message, null);
  }
}
