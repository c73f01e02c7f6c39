package io.studylake.version.local;

import io.studylake.version.RefNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/** The refs of a repository. Reads take no lock; whoever moves or deletes holds the guard. */
final class Refs {
  static final String BRANCHES = "refs/heads/";
  static final String TAGS = "refs/tags/";

  /** One per branch on which something is staged: see {@link BranchState}. */
  static final String STAGED = "refs/staged/";

  private final Repository repository;

  Refs(Repository repository) {
    this.repository = repository;
  }

  /** Where a ref is; a name that no ref can have, one that leads out of the folder too, is none. */
  Optional<ObjectId> find(String ref) throws IOException {
    if (!RefNames.isRef(ref.replaceFirst("^refs/(heads|tags|staged)/", ""))) {
      return Optional.empty();
    }
    return Optional.ofNullable(repository.getRefDatabase().exactRef(ref)).map(Ref::getObjectId);
  }

  /** The short names under {@link #BRANCHES} or {@link #TAGS}, in order. */
  List<String> names(String kind) throws IOException {
    return repository.getRefDatabase().getRefsByPrefix(kind).stream()
        .map(ref -> ref.getName().substring(kind.length()))
        .sorted()
        .toList();
  }

  /**
   * Moves a ref, if it is where it is expected.
   *
   * @param expected zero when the ref must not be there
   */
  void move(String ref, ObjectId expected, ObjectId next) throws IOException {
    removeLocksOfTheDead(ref);
    RefUpdate update = update(ref, expected);
    update.setNewObjectId(next);
    check(ref, update.forceUpdate());
    Durable.forceNames(file(ref).getParent());
  }

  /** Deletes a ref; does nothing when it is not there. */
  void delete(String ref) throws IOException {
    Optional<ObjectId> there = find(ref);
    if (there.isPresent()) {
      removeLocksOfTheDead(ref);
      RefUpdate update = update(ref, there.get());
      check(ref, update.delete());
    }
  }

  private RefUpdate update(String ref, ObjectId expected) throws IOException {
    RefUpdate update = repository.updateRef(ref);
    update.setExpectedOldObjectId(expected);
    update.setForceUpdate(true);
    update.setCheckConflicting(false);
    update.disableRefLog();
    return update;
  }

  // Under the guard nobody else moves a ref, so a lock file that is there was left by a process
  // that died, and would make every later update fail.
  private void removeLocksOfTheDead(String ref) throws IOException {
    for (String locked : List.of(ref, "packed-refs")) {
      Files.deleteIfExists(file(locked + ".lock"));
    }
  }

  private Path file(String name) {
    return repository.getDirectory().toPath().resolve(name);
  }

  private static void check(String ref, RefUpdate.Result result) throws IOException {
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw new IOException("%s could not be moved (%s)".formatted(ref, result));
    }
  }
}
