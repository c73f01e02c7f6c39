package io.studylake.run;

/** Other deliveries were published each time that this one was ready. */
public final class PublishingContended extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublishingContended(String message) {
    super(message);
  }
}
