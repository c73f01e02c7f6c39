package io.studylake.delivery;

import io.studylake.csv.CsvSettings;
import io.studylake.storage.ObjectFolder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Opens the archive that fits where it lies. */
public final class Archives {
  private Archives() {}

  /**
   * An archive.
   *
   * @param address a folder of the file system ({@code file:}) or in an object store
   * @param csv how the files are written, for the scan
   * @param limits what a compressed file may become
   * @param hadoop how the object store is reached; empty for a folder
   */
  public static Archive of(
      URI address, CsvSettings csv, DecompressionLimits limits, Optional<Configuration> hadoop) {
    return hadoop.isEmpty()
        ? new FolderArchive(Path.of(address), csv, limits)
        : new ObjectArchive(new ObjectFolder(address, hadoop.get()), csv, limits);
  }

  /** An archive that keeps nothing: files are read where they were delivered. */
  public static Archive inPlace(CsvSettings csv, DecompressionLimits limits) {
    return new InPlaceArchive(csv, limits);
  }
}
