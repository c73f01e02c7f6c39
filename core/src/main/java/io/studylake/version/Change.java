package io.studylake.version;

/**
 * One path that differs between two commits.
 *
 * @param path the path
 * @param kind how the right side differs from the left
 */
public record Change(String path, Kind kind) {
  /** How the right side differs from the left. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }
}
