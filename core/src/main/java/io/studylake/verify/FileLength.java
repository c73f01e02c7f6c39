package io.studylake.verify;

import java.io.IOException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;

/** Tells how long a file is, wherever it lies; safe for several threads. */
@FunctionalInterface
interface FileLength {
  /**
   * The length of a file in bytes.
   *
   * @throws IOException when it cannot be told
   * @throws NotFoundException when there is no such file
   */
  long bytes(String address) throws IOException;

  /** Of the files of a table. */
  static FileLength in(FileIO io) {
    return address -> {
      InputFile file = io.newInputFile(address);
      try {
        return file.getLength();
      } catch (RuntimeException e) {
        // Object stores have an exception of their own for a file that is not there.
        if (!file.exists()) {
          throw new NotFoundException(e, "There is no file %s", address);
        }
        throw e;
      }
    };
  }
}
