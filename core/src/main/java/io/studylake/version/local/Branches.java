package io.studylake.version.local;

import io.studylake.version.BranchMovedException;
import io.studylake.version.CommitId;
import io.studylake.version.MergeConflictException;
import io.studylake.version.NothingToCommitException;
import io.studylake.version.RefExistsException;
import io.studylake.version.RefNames;
import io.studylake.version.UncommittedChangesException;
import io.studylake.version.VersionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;

/** Moves branches and tags. Every method is called under the guard. */
final class Branches {
  private final Repository repository;
  private final Refs refs;
  private final Lookup lookup;

  Branches(Repository repository) {
    this.repository = repository;
    this.refs = new Refs(repository);
    this.lookup = new Lookup(repository);
  }

  void create(String branch, CommitId from) throws IOException {
    RefNames.ref("branch", branch);
    ObjectId head = free("branch", branch, from);
    refs.delete(Refs.STAGED + branch);
    refs.move(Refs.BRANCHES + branch, ObjectId.zeroId(), head);
  }

  void createTag(String tag, CommitId commit) throws IOException {
    RefNames.ref("tag", tag);
    refs.move(Refs.TAGS + tag, ObjectId.zeroId(), free("tag", tag, commit));
  }

  void drop(String branch) throws IOException {
    refuseMain("drop", branch);
    refs.delete(Refs.BRANCHES + branch);
    refs.delete(Refs.STAGED + branch);
  }

  void dropTag(String tag) throws IOException {
    refs.delete(Refs.TAGS + tag);
  }

  private static void refuseMain(String what, String branch) {
    if (branch.equals(VersionStore.MAIN)) {
      throw new IllegalArgumentException(
          "Cannot %1$s branch 'main': it holds what is published. %2$s another branch."
              .formatted(what, what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1)));
    }
  }

  void reset(String branch) throws IOException {
    lookup.branch(branch);
    refs.delete(Refs.STAGED + branch);
  }

  /** Drops what is staged and moves the head, if it is where it is expected. */
  void move(String branch, CommitId from, CommitId to) throws IOException {
    refuseMain("move", branch);
    ObjectId head = lookup.branch(branch).head();
    ObjectId next = ObjectId.fromString(lookup.commit(to).id().value());
    if (!Commits.id(head).equals(from)) {
      throw new BranchMovedException(branch, from, Commits.id(head));
    }
    // First: staged on this head, it would be there again if the branch ever came back to it.
    refs.delete(Refs.STAGED + branch);
    if (!head.equals(next)) {
      refs.move(Refs.BRANCHES + branch, head, next);
    }
  }

  /** Makes one commit of what is staged. */
  ObjectId commit(String branch, CommitText text) throws IOException {
    BranchState state = lookup.branch(branch);
    if (!state.hasStagedChanges()) {
      throw NothingToCommitException.on(branch);
    }
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId commit = Commits.insert(inserter, state.tree(), List.of(state.head()), text);
      inserter.flush();
      refs.move(Refs.BRANCHES + branch, state.head(), commit);
      dropVoidStagedRef(branch);
      return commit;
    }
  }

  private void dropVoidStagedRef(String branch) {
    try {
      refs.delete(Refs.STAGED + branch);
    } catch (IOException e) {
      // The commit is made, and a staged ref on an older head means nothing: see BranchState.
    }
  }

  /** Merges the commit that a ref names into a branch. */
  ObjectId merge(String source, String target, CommitText text) throws IOException {
    BranchState ours = lookup.branch(target);
    if (ours.hasStagedChanges()) {
      throw UncommittedChangesException.inMerge(source, target);
    }
    ObjectId theirs = ObjectId.fromString(lookup.resolved(source).value());
    try (ObjectInserter inserter = repository.newObjectInserter();
        ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader)) {
      List<ObjectId> bases = mergeBases(walk, ours.head(), theirs);
      ThreeWay merge = new ThreeWay(reader, inserter);
      ObjectId tree =
          merge.merge(trees(walk, bases), ours.committedTree(), walk.parseCommit(theirs).getTree());
      refuse(source, target, merge.conflicts());
      if (bases.contains(theirs) || tree.equals(ours.committedTree())) {
        throw NothingToCommitException.inMerge(source, target);
      }
      ObjectId commit = Commits.insert(inserter, tree, List.of(ours.head(), theirs), text);
      inserter.flush();
      refs.move(Refs.BRANCHES + target, ours.head(), commit);
      return commit;
    }
  }

  private ObjectId free(String what, String name, CommitId commit) throws IOException {
    for (String kind : List.of(Refs.BRANCHES, Refs.TAGS)) {
      if (refs.find(kind + name).isPresent()) {
        throw new RefExistsException(what, name, kind.equals(Refs.TAGS) ? "tag" : "branch");
      }
    }
    return ObjectId.fromString(lookup.commit(commit).id().value());
  }

  private static void refuse(String source, String target, List<String> conflicts) {
    if (!conflicts.isEmpty()) {
      throw new MergeConflictException(source, target, conflicts);
    }
  }

  private static List<ObjectId> mergeBases(RevWalk walk, ObjectId ours, ObjectId theirs)
      throws IOException {
    walk.setRevFilter(RevFilter.MERGE_BASE);
    walk.markStart(List.of(walk.parseCommit(ours), walk.parseCommit(theirs)));
    List<ObjectId> bases = new ArrayList<>();
    for (RevCommit base = walk.next(); base != null; base = walk.next()) {
      bases.add(base.copy());
    }
    return bases;
  }

  private static List<ObjectId> trees(RevWalk walk, List<ObjectId> commits) throws IOException {
    List<ObjectId> trees = new ArrayList<>();
    for (ObjectId commit : commits) {
      trees.add(walk.parseCommit(commit).getTree());
    }
    return trees;
  }
}
