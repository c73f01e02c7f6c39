package io.studylake.version;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One commit of a study.
 *
 * @param id its id
 * @param parents its parents, the branch it was made on first; empty for the first commit
 * @param message what it says for people
 * @param metadata the figures that the committer gave, keys in order of their names
 * @param createdAt when the store made it, to the second
 */
public record Commit(
    CommitId id,
    List<CommitId> parents,
    String message,
    Map<String, String> metadata,
    Instant createdAt) {
  /** Copies what is mutable. */
  public Commit {
    parents = List.copyOf(parents);
    metadata = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(metadata));
  }
}
