package io.studylake.lake;

import io.studylake.version.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a commit of a run's branch is what the run did: all of it, and nothing else. A commit
 * takes everything that is staged on the branch, whoever staged it, and a store may lose a write
 * that it answered.
 *
 * @param lost paths at which it lacks what the run wrote
 * @param foreign paths at which it differs from the run's base though the run changed nothing there
 */
public record CommitCheck(List<String> lost, List<String> foreign) {
  /** Copies what is mutable. */
  public CommitCheck {
    lost = List.copyOf(lost);
    foreign = List.copyOf(foreign);
  }

  /**
   * What a run did.
   *
   * @param pointers paths of the pointers it put on logs
   * @param placed paths of its own files and links, none of which its base had
   * @param removed paths that it took away
   */
  record Done(Set<String> pointers, Set<String> placed, Set<String> removed) {}

  /**
   * Compares.
   *
   * @param changes what differs from the run's base in the commit
   * @param lostPointers pointers that the commit does not hold, or holds otherwise
   */
  static CommitCheck of(List<Change> changes, Done done, List<String> lostPointers) {
    List<String> foreign = new ArrayList<>();
    Set<String> changed = new HashSet<>();
    for (Change change : changes) {
      changed.add(change.path());
      boolean own =
          change.kind() == Change.Kind.REMOVED
              ? done.removed().contains(change.path())
              : done.pointers().contains(change.path()) || done.placed().contains(change.path());
      if (!own) {
        foreign.add(change.path());
      }
    }
    List<String> lost = new ArrayList<>(lostPointers);
    done.placed().stream().filter(path -> !changed.contains(path)).sorted().forEach(lost::add);
    return new CommitCheck(lost, foreign);
  }
}
