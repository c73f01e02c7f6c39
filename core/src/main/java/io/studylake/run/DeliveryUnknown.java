package io.studylake.run;

/** No delivery of that name is published. */
public final class DeliveryUnknown extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DeliveryUnknown(String message) {
    super(message);
  }
}
