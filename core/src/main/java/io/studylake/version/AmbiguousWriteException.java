package io.studylake.version;

/** The store cannot say whether a write took place; read it back. */
public final class AmbiguousWriteException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  /** Says what cannot be told and why. */
  public AmbiguousWriteException(String message, Throwable cause) {
    super(message, cause);
  }
}
