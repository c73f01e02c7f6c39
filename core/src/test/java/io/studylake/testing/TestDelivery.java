package io.studylake.testing;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvScan;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import io.studylake.version.Link;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Delivered files in a folder, scanned as the archiving pass scans them. */
public final class TestDelivery {
  /** Opens what is on disk. */
  public static final ArchivedContent ARCHIVE =
      link -> Files.newInputStream(Path.of(URI.create(link.address())));

  private TestDelivery() {}

  /** A file with a text in the format's charset. */
  public static DeliveredFile file(Path folder, String name, String text, CsvFormat format)
      throws IOException {
    return file(folder, name, text.getBytes(format.charset()), format);
  }

  /** A file with some bytes. */
  public static DeliveredFile file(Path folder, String name, byte[] bytes, CsvFormat format)
      throws IOException {
    return file(Files.write(folder.resolve(name), bytes), format);
  }

  /** A file that is there. */
  public static DeliveredFile file(Path path, CsvFormat format) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    CsvScan scan = new CsvScan(format);
    scan.update(bytes, 0, bytes.length);
    return new DeliveredFile(
        path.getFileName().toString(),
        new Link(path.toUri().toString(), bytes.length, "0".repeat(64)),
        scan.facts());
  }
}
