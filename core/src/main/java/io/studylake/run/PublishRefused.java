package io.studylake.run;

/** A branch cannot be published, whatever is accepted. */
public final class PublishRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublishRefused(String branch, String why) {
    super("Cannot publish %s: %s".formatted(branch, why));
  }
}
