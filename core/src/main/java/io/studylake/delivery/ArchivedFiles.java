package io.studylake.delivery;

import io.studylake.csv.CsvSettings;
import io.studylake.version.Link;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Archived files, taken up again as they were delivered. */
public final class ArchivedFiles {
  private final ArchivedContent archive;
  private final CsvSettings csv;
  private final DecompressionLimits limits;

  /**
   * Files of an archive.
   *
   * @param csv how they are written, for the scan
   * @param limits what a compressed file may become
   */
  public ArchivedFiles(ArchivedContent archive, CsvSettings csv, DecompressionLimits limits) {
    this.archive = archive;
    this.csv = csv;
    this.limits = limits;
  }

  /**
   * Scans an archived file with the settings of today, and proves that it is what was delivered.
   *
   * @throws CannotReadDeliveryException when it cannot be read, or holds something else
   */
  public DeliveredFile open(String fileName, Link archived) {
    MessageDigest digest = Fingerprint.sha256();
    ContentScan scan = new ContentScan(csv, limits);
    try (InputStream in = new DigestInputStream(archive.open(archived), digest)) {
      scan.read(in, Compression.ofName(fileName));
    } catch (IOException e) {
      throw new CannotReadDeliveryException(
          "Cannot read the archived copy of %s (%s): %s"
              .formatted(fileName, archived.address(), e.getMessage()),
          e);
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(archived.sha256())) {
      throw new CannotReadDeliveryException(
          "Cannot use the archived copy of %s (%s): it is not what was delivered any more, its SHA-256 differs. Bring it back from a backup."
              .formatted(fileName, archived.address()));
    }
    return new DeliveredFile(fileName, archived, scan.facts()).unusable(scan.unusable());
  }
}
