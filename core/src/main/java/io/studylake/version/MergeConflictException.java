package io.studylake.version;

import java.util.List;

/** Both sides of a merge changed the same paths differently. */
public final class MergeConflictException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  private final List<String> paths;

  /**
   * Names the conflict.
   *
   * @param paths every path in conflict, in order
   */
  public MergeConflictException(String message, List<String> paths) {
    super(message, null);
    this.paths = List.copyOf(paths);
  }

  /** Every path in conflict, in order. */
  public List<String> paths() {
    return paths;
  }
}
