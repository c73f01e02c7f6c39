package io.studylake.compare;

/**
 * Surrogate keys that were given, in two snapshots.
 *
 * @param entity as in {@code keys.<entity>}
 * @param before rows of the earlier snapshot's key map
 * @param after rows of the later one's
 * @param sameNumbers whether a number means the same member in both: not so between branches that
 *     both gave keys and of which none is published
 */
public record KeysGiven(String entity, long before, long after, boolean sameNumbers) {}
