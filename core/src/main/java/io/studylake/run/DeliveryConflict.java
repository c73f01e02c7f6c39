package io.studylake.run;

/** A delivery of that name with other content is published, or the name is not free. */
public final class DeliveryConflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryConflict(String message) {
    super(message);
  }
}
