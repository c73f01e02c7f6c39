package io.studylake.catalog;

import java.util.Objects;
import java.util.Optional;

/**
 * One entry of the log of a table or namespace on a ref: what it points at from this version on.
 *
 * @param version 1 for the first entry of a log, one more for each entry on top
 * @param id names this entry, random: tells one's own entry from another writer's at the same path
 * @param below the id of the entry this one was put on top of; empty for the first
 * @param target what the entry points at
 */
public record Pointer(long version, String id, Optional<String> below, Target target) {
  /** Checks what no log can hold. */
  public Pointer {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(below, "below");
    Objects.requireNonNull(target, "target");
    if (version < 1) {
      throw new IllegalArgumentException(
          "Cannot have pointer version %d: versions start at 1".formatted(version));
    }
  }

  /** Whether the table or namespace is dropped from this version on. */
  public boolean dropped() {
    return target instanceof Target.Dropped;
  }

  /** The table this entry points at; empty when it drops one or belongs to a namespace. */
  public Optional<Target.Table> table() {
    return target instanceof Target.Table table ? Optional.of(table) : Optional.empty();
  }
}
