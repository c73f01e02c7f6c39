package io.studylake.run;

/** A published delivery cannot be replayed, or a replay would change nothing. */
public final class ReplayRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReplayRefused(String message) {
    super(message);
  }
}
