package io.studylake.version;

/** What a read looks at: a commit, or a branch with what is staged on it. */
public sealed interface View {
  /**
   * A commit: never changes.
   *
   * @param commit its id
   */
  record Committed(CommitId commit) implements View {}

  /**
   * The head of a branch with what is written on it and not yet committed.
   *
   * @param branch its name
   */
  record Staged(String branch) implements View {}
}
