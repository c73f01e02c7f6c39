package io.studylake.delivery;

/** The delivered folder cannot be used as it is; nothing has been written. */
public final class CannotReadDeliveryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do. */
  public CannotReadDeliveryException(String message) {
    super(message);
  }

  /** Says what is wrong and what to do. */
  public CannotReadDeliveryException(String message, Throwable cause) {
    super(message, cause);
  }
}
