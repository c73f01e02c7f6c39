package io.studylake.storage;

/** An object store cannot be used as configured, or cannot be reached. */
public final class ObjectStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what cannot be done, why, and what to do. */
  public ObjectStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
