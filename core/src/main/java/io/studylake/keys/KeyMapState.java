package io.studylake.keys;

/**
 * What the run's check of one key map found.
 *
 * @param entity the entity
 * @param rows rows of the map
 * @param distinctKeys distinct surrogate keys in it
 * @param distinctNaturalKeys distinct natural keys in it
 * @param lowestKey its lowest surrogate key; 1 for an empty map
 * @param highestKey its highest surrogate key; 0 for an empty map
 * @param onlyAppended whether every snapshot since the parent's only added rows, so that no key
 *     that was given moved
 */
public record KeyMapState(
    String entity,
    long rows,
    long distinctKeys,
    long distinctNaturalKeys,
    long lowestKey,
    long highestKey,
    boolean onlyAppended) {}
