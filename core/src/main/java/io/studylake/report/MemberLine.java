package io.studylake.report;

import java.util.List;
import java.util.OptionalLong;

/**
 * The members of one entity against the snapshot before. What is not known is empty: who holds a
 * key of several parts, as visits have, is not looked for.
 *
 * @param entity for example {@code patient}
 * @param before members of the parent snapshot's delivery
 * @param now members of this delivery
 * @param fresh members that got a new key
 * @param gone members of the parent's delivery that are not in this one
 * @param returned members that the parent's delivery did not hold, but an earlier one did
 * @param ever members that have a key
 * @param goneNames the first of those that are gone, by natural key
 */
public record MemberLine(
    String entity,
    OptionalLong before,
    OptionalLong now,
    OptionalLong fresh,
    OptionalLong gone,
    OptionalLong returned,
    OptionalLong ever,
    List<String> goneNames) {
  /** Copies what is mutable. */
  public MemberLine {
    goneNames = List.copyOf(goneNames);
  }
}
