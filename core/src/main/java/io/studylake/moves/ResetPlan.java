package io.studylake.moves;

import io.studylake.version.CommitId;
import java.util.List;

/**
 * What a reset of a branch would do. What is staged on the branch is dropped as well.
 *
 * @param branch the branch
 * @param head its head that this was planned on
 * @param target where it would point
 * @param tables the tables that would differ, in order of name
 */
public record ResetPlan(String branch, CommitId head, CommitId target, List<TableMove> tables) {
  /** Copies what is mutable. */
  public ResetPlan {
    tables = List.copyOf(tables);
  }
}
