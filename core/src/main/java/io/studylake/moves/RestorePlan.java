package io.studylake.moves;

import io.studylake.version.CommitId;
import java.util.List;
import java.util.Optional;

/**
 * What a restore of {@code main} would do.
 *
 * @param main the head of {@code main} that it was planned on
 * @param shows the delivery whose data {@code main} holds, as it is tagged; empty for none
 * @param target the snapshot to be shown again
 * @param delivery the delivery whose data that snapshot holds, as it is tagged
 * @param tables the tables of data that would move, in order of name; key maps stay
 * @param members what would happen to members, by entities that have some
 * @param nothing whether {@code main} shows just that already
 */
public record RestorePlan(
    CommitId main,
    Optional<String> shows,
    CommitId target,
    String delivery,
    List<TableMove> tables,
    List<MemberMove> members,
    boolean nothing) {
  /** Copies what is mutable. */
  public RestorePlan {
    tables = List.copyOf(tables);
    members = List.copyOf(members);
  }
}
