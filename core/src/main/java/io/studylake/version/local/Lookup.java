package io.studylake.version.local;

import io.studylake.text.Nearest;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.View;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/** Finds what a caller names, or says what there is instead. */
final class Lookup {
  private final Repository repository;
  private final Refs refs;
  private final Commits commits;

  Lookup(Repository repository) {
    this.repository = repository;
    this.refs = new Refs(repository);
    this.commits = new Commits(repository);
  }

  BranchState branch(String name) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      Optional<BranchState> state = BranchState.read(refs, reader, name);
      return state.isPresent() ? state.get() : missingBranch(name);
    }
  }

  /** The commit that a branch, a tag or a full commit id names. */
  Optional<CommitId> resolve(String ref) throws IOException {
    for (String kind : List.of(Refs.BRANCHES, Refs.TAGS)) {
      Optional<ObjectId> there = refs.find(kind + ref);
      if (there.isPresent()) {
        return there.map(Commits::id);
      }
    }
    return commits.find(new CommitId(ref)).map(Commit::id);
  }

  CommitId resolved(String ref) throws IOException {
    Optional<CommitId> there = resolve(ref);
    return there.isPresent() ? there.get() : missingRef(ref);
  }

  ObjectId tree(View view) throws IOException {
    if (view instanceof View.Staged staged) {
      return branch(staged.branch()).tree();
    }
    CommitId id = ((View.Committed) view).commit();
    return commits.tree(id).orElseThrow(() -> missingCommit(id));
  }

  Commit commit(CommitId id) throws IOException {
    return commits.find(id).orElseThrow(() -> missingCommit(id));
  }

  private BranchState missingBranch(String name) throws IOException {
    if (refs.find(Refs.TAGS + name).isPresent()) {
      throw new RefNotFoundException(
          "Cannot use '%s' as a branch: it is a tag, which takes no writes. Create a branch from it."
              .formatted(name));
    }
    throw new RefNotFoundException(
        "Cannot find branch '%s' in %s.%s"
            .formatted(name, repository.getDirectory(), nearest(name, refs.names(Refs.BRANCHES))));
  }

  private CommitId missingRef(String name) throws IOException {
    List<String> known =
        Stream.of(refs.names(Refs.BRANCHES), refs.names(Refs.TAGS)).flatMap(List::stream).toList();
    throw new RefNotFoundException(
        "Cannot find '%s' in %s: no branch, tag or full commit id.%s"
            .formatted(name, repository.getDirectory(), nearest(name, known)));
  }

  private RefNotFoundException missingCommit(CommitId id) {
    return new RefNotFoundException(
        "Cannot find commit '%s' in %s. Take a full commit id from the log."
            .formatted(id, repository.getDirectory()));
  }

  private static String nearest(String name, List<String> known) {
    return Nearest.to(name, known).map(" The nearest is '%s'."::formatted).orElse("");
  }
}
