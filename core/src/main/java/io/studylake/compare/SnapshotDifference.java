package io.studylake.compare;

import io.studylake.version.CommitId;
import java.util.List;

/**
 * What two snapshots of a study differ in.
 *
 * @param left the earlier commit
 * @param right the later commit
 * @param tables the tables that differ, in order of name
 * @param unchanged the tables that both share, in order of name, as {@code raw.ae}
 * @param members by entity; empty when no base table differs
 * @param keys by entity
 */
public record SnapshotDifference(
    CommitId left,
    CommitId right,
    List<TableDifference> tables,
    List<String> unchanged,
    List<MemberDifference> members,
    List<KeysGiven> keys) {
  /** Copies what is mutable. */
  public SnapshotDifference {
    tables = List.copyOf(tables);
    unchanged = List.copyOf(unchanged);
    members = List.copyOf(members);
    keys = List.copyOf(keys);
  }
}
