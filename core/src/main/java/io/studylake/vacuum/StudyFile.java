package io.studylake.vacuum;

import java.time.Instant;

/**
 * A file in a study's folder of the warehouse.
 *
 * @param location where it lies, as its store names it
 * @param place what it is by its name
 * @param bytes its size
 * @param writtenAt when it was written last, by the store's clock
 */
record StudyFile(String location, Place place, long bytes, Instant writtenAt) {}
