package io.studylake.jobs;

import io.studylake.refs.StudyBranch;
import java.time.Instant;

/**
 * A branch as programs are told of it.
 *
 * @param name its name
 * @param kind what it is for, in a word or two
 * @param commit its head
 * @param since when that was made, or when the run began
 * @param delivery what its run worked on; empty for none
 * @param run its run; empty for none
 * @param publishable whether what its run left could still be published
 * @param owner the process that owns it; empty for none
 */
record BranchFacts(
    String name,
    String kind,
    String commit,
    Instant since,
    String delivery,
    String run,
    boolean publishable,
    String owner) {
  static BranchFacts of(StudyBranch branch) {
    return new BranchFacts(
        branch.name(),
        branch.kind().word(),
        branch.head().value(),
        branch.since(),
        branch.delivery(),
        branch.run(),
        branch.publishable(),
        branch.owner());
  }

  /** The kind, and what more is to say of it. */
  String words() {
    if (publishable) {
      return kind + ", publishable";
    }
    return owner.isEmpty() ? kind : "%s: %s".formatted(kind, owner);
  }
}
