package io.studylake.delivery;

import java.nio.file.Path;

/**
 * Keeps delivered files for good, each content once under its SHA-256. Executors read what is kept
 * here, so a folder on the driver's disk works on a cluster.
 */
public interface Archive extends ArchivedContent {
  /**
   * Copies a delivered file, hashing and scanning it in the same pass; a content that is kept
   * already is not kept twice.
   *
   * @throws CannotReadDeliveryException when the file cannot be read or the archive not written
   */
  DeliveredFile store(Path file);
}
