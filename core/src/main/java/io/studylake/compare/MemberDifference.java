package io.studylake.compare;

import java.util.List;

/**
 * Members of one entity in two snapshots.
 *
 * @param entity as in {@code keys.<entity>}
 * @param before members that the earlier snapshot's datasets hold
 * @param after members that the later one's hold
 * @param added natural keys of members that the later one alone holds, in order
 * @param gone natural keys of members that the earlier one alone holds, in order
 */
public record MemberDifference(
    String entity, long before, long after, List<String> added, List<String> gone) {
  /** Copies what is mutable. */
  public MemberDifference {
    added = List.copyOf(added);
    gone = List.copyOf(gone);
  }

  /** Whether both snapshots hold the same members. */
  public boolean same() {
    return added.isEmpty() && gone.isEmpty();
  }
}
