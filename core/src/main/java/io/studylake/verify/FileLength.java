package io.studylake.verify;

import java.io.IOException;

/** Tells how long a file is, wherever it lies; safe for several threads. */
@FunctionalInterface
interface FileLength {
  /**
   * The length of a file in bytes.
   *
   * @throws IOException when it cannot be told
   * @throws org.apache.iceberg.exceptions.NotFoundException when there is no such file
   */
  long bytes(String address) throws IOException;
}
