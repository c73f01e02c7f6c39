package io.studylake.catalog;

import java.util.Optional;
import java.util.UUID;

/**
 * What a reader and a writer need to know of a pointer log.
 *
 * @param current the newest valid pointer, possibly one that drops; what a load shows
 * @param highest the newest pointer, valid or void; what the next commit goes on top of
 */
record LogState(Optional<Pointer> current, Optional<Pointer> highest) {
  static final LogState EMPTY = new LogState(Optional.empty(), Optional.empty());

  /** What the log points at now; empty when there is nothing yet or it was dropped. */
  Optional<Target> live() {
    return current.filter(pointer -> !pointer.dropped()).map(Pointer::target);
  }

  /** The pointer that goes on top of this state, under a new id. */
  Pointer next(Target target) {
    return new Pointer(
        highest.map(Pointer::version).orElse(0L) + 1,
        UUID.randomUUID().toString(),
        highest.map(Pointer::id),
        target);
  }
}
