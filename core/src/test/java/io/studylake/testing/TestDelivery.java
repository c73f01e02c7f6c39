package io.studylake.testing;

import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import io.studylake.version.Link;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Delivered files in a folder, scanned as the archiving pass scans them. */
public final class TestDelivery {
  /** Opens what is on disk. */
  public static final ArchivedContent ARCHIVE =
      link -> Files.newInputStream(Path.of(URI.create(link.address())));

  private TestDelivery() {}

  /** A file with a text in the settings' charset. */
  public static DeliveredFile file(Path folder, String name, String text, CsvSettings csv)
      throws IOException {
    return file(folder, name, text.getBytes(csv.charset().orElse(StandardCharsets.UTF_8)), csv);
  }

  /** A file with some bytes. */
  public static DeliveredFile file(Path folder, String name, byte[] bytes, CsvSettings csv)
      throws IOException {
    return file(Files.write(folder.resolve(name), bytes), csv);
  }

  /** A file that is there. */
  public static DeliveredFile file(Path path, CsvSettings csv) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    CsvScan scan = new CsvScan(csv);
    scan.update(bytes, 0, bytes.length);
    return new DeliveredFile(
        path.getFileName().toString(),
        new Link(path.toUri().toString(), bytes.length, "0".repeat(64)),
        scan.facts());
  }
}
