package io.studylake.vacuum;

/** The folder cannot be vacuumed as it is configured. */
public final class CannotVacuumException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  CannotVacuumException(String message) {
    super(message);
  }
}
