package io.studylake.compare;

import io.studylake.lake.SnapshotTables;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares the members that the datasets of two snapshots hold. */
final class MemberComparison {
  private final SnapshotTables left;
  private final SnapshotTables right;
  private final boolean readsData;

  /**
   * A comparison of two snapshots.
   *
   * @param readsData whether base tables are read for members that nothing else tells of
   */
  MemberComparison(SnapshotTables left, SnapshotTables right, boolean readsData) {
    this.left = left;
    this.right = right;
    this.readsData = readsData;
  }

  /** Compares the members of one entity; empty when only data that are not read tell of them. */
  Optional<MemberDifference> of(KeyMapPair maps) {
    Optional<HeldKeys> recorded = HeldKeys.recorded(maps.entity(), left, right);
    return recorded.isEmpty() && !readsData
        ? Optional.empty()
        : Optional.of(
            of(maps, recorded.orElseGet(() -> HeldKeys.scanned(maps.keyColumn(), left, right))));
  }

  private static MemberDifference of(KeyMapPair maps, HeldKeys held) {
    List<String> added;
    List<String> gone;
    if (maps.sameNumbers()) {
      added = KeyMapPair.naturalKeys(maps.after(), without(held.after(), held.before()));
      gone = KeyMapPair.naturalKeys(maps.before(), without(held.before(), held.after()));
    } else {
      // Only natural keys tell who is who.
      Set<String> before = new TreeSet<>(KeyMapPair.naturalKeys(maps.before(), held.before()));
      Set<String> after = new TreeSet<>(KeyMapPair.naturalKeys(maps.after(), held.after()));
      added = List.copyOf(without(after, before));
      gone = List.copyOf(without(before, after));
    }
    return new MemberDifference(
        maps.entity(), held.before().size(), held.after().size(), added, gone);
  }

  private static <T extends Comparable<T>> Set<T> without(Set<T> all, Collection<T> others) {
    Set<T> left = new HashSet<>(all);
    left.removeAll(new HashSet<>(others));
    return new TreeSet<>(left);
  }
}
