package io.studylake.delivery;

import io.studylake.csv.CsvSettings;
import io.studylake.version.Link;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps nothing: answers with the delivered file's own address, for a run that leaves nothing
 * behind. Works where executors see the delivered folder, that is, in the driver's own process.
 */
final class InPlaceArchive implements Archive {
  private final FileReading reading;

  /**
   * An archive of files that stay where they are.
   *
   * @param csv how the files are written, for the scan
   * @param limits what a compressed file may become
   */
  InPlaceArchive(CsvSettings csv, DecompressionLimits limits) {
    this.reading = new FileReading(csv, limits, "its place");
  }

  @Override
  public DeliveredFile store(Path file) {
    return reading
        .read(file, (block, length) -> {})
        .archivedAt(file.toAbsolutePath().toUri().toString());
  }

  @Override
  public InputStream open(Link archived) throws IOException {
    return Files.newInputStream(Path.of(URI.create(archived.address())));
  }
}
