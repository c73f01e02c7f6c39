package io.studylake.refs;

/** A branch or tag may not go: it is published, or somebody works on it. */
public final class RefInUse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefInUse(String message) {
    super(message);
  }
}
