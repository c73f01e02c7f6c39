package io.studylake.version.local;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * A branch at one moment.
 *
 * <p>What is staged is a ref of its own to a commit whose tree is the staged one and whose parent
 * is the head it was staged on. If the head is another by now, a process died after it moved the
 * head and before it dropped the staged ref: what was staged is committed, the ref means nothing.
 *
 * @param head its last commit
 * @param committedTree the tree of that commit
 * @param tree the tree with what is staged, the committed one when nothing is
 * @param stagedRef where the staged ref is, zero when there is none
 */
record BranchState(ObjectId head, ObjectId committedTree, ObjectId tree, ObjectId stagedRef) {
  static Optional<BranchState> read(Refs refs, ObjectReader reader, String branch)
      throws IOException {
    // In this order: a commit in between makes the staged ref void, and the new head has all of it.
    Optional<ObjectId> staged = refs.find(Refs.STAGED + branch);
    Optional<ObjectId> head = refs.find(Refs.BRANCHES + branch);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(reader)) {
      ObjectId committed = walk.parseCommit(head.get()).getTree().copy();
      ObjectId tree = committed;
      if (staged.isPresent()) {
        RevCommit commit = walk.parseCommit(staged.get());
        if (commit.getParent(0).equals(head.get())) {
          tree = commit.getTree().copy();
        }
      }
      return Optional.of(
          new BranchState(head.get(), committed, tree, staged.orElse(ObjectId.zeroId())));
    }
  }

  boolean hasStagedChanges() {
    return !tree.equals(committedTree);
  }
}
