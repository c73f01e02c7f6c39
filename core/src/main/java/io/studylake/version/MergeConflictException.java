package io.studylake.version;

import io.studylake.text.Listing;
import java.util.List;

/** Both sides of a merge changed the same paths differently. */
public final class MergeConflictException extends VersionStoreException {
  private static final long serialVersionUID = 1L;

  private static final int NAMED = 20;

  private final List<String> paths;

  /**
   * Names the conflict.
   *
   * @param source what was to be merged
   * @param target the branch it was to be merged into
   * @param paths every path in conflict, in order
   */
  public MergeConflictException(String source, String target, List<String> paths) {
    super(
        "Cannot merge '%s' into '%s': both changed %s. Make the changes again on a branch from the head of '%s'."
            .formatted(source, target, Listing.first(NAMED, paths), target),
        null);
    this.paths = List.copyOf(paths);
  }

  /** Every path in conflict, in order. */
  public List<String> paths() {
    return paths;
  }
}
