package io.studylake.run;

/** What is asked for is in conflict with what is published, or a name is not free. */
public final class DeliveryConflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is in conflict, and what to do. */
  public DeliveryConflict(String message) {
    super(message);
  }
}
