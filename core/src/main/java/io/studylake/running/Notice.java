package io.studylake.running;

import java.time.Instant;
import java.util.Set;

/**
 * What a process says of itself while it is at work on a study.
 *
 * @param id its id, which sorts by time
 * @param what what it does, for people: {@code deliver d4}
 * @param branches the branches that nobody else may drop or move
 * @param user the user it runs as
 * @param host the machine's name, for people
 * @param machine what tells whether its process number can be looked up here; see {@link Machine}
 * @param pid its process number there
 * @param startedAt when it began, by its own clock
 */
public record Notice(
    String id,
    String what,
    Set<String> branches,
    String user,
    String host,
    String machine,
    long pid,
    Instant startedAt) {
  /** Keeps a copy. */
  public Notice {
    branches = Set.copyOf(branches);
  }

  /** The same with other branches. */
  Notice with(Set<String> owned) {
    return new Notice(id, what, owned, user, host, machine, pid, startedAt);
  }

  /** The process in words, for messages: {@code deliver d4 (process 4711 of anna on lab1)}. */
  public String words() {
    return "%s (process %d of %s on %s)".formatted(what, pid, user, host);
  }
}
