package io.studylake.delivery;

import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import io.studylake.version.Link;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Archived files, taken up again as they were delivered. */
public final class ArchivedFiles {
  private static final int BLOCK_BYTES = 1 << 20;

  private final ArchivedContent archive;
  private final CsvSettings csv;

  /**
   * Files of an archive.
   *
   * @param csv how they are written, for the scan
   */
  public ArchivedFiles(ArchivedContent archive, CsvSettings csv) {
    this.archive = archive;
    this.csv = csv;
  }

  /**
   * Scans an archived file with the settings of today, and proves that it is what was delivered.
   *
   * @throws CannotReadDeliveryException when it cannot be read, or holds something else
   */
  public DeliveredFile open(String fileName, Link archived) {
    MessageDigest digest = Fingerprint.sha256();
    CsvScan scan = new CsvScan(csv);
    byte[] block = new byte[BLOCK_BYTES];
    try (InputStream in = archive.open(archived)) {
      for (int read = in.readNBytes(block, 0, block.length);
          read > 0;
          read = in.readNBytes(block, 0, block.length)) {
        digest.update(block, 0, read);
        scan.update(block, 0, read);
      }
    } catch (IOException e) {
      throw new CannotReadDeliveryException(
          "Cannot read the archived copy of %s (%s): %s"
              .formatted(fileName, archived.address(), FolderArchive.reason(e)),
          e);
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(archived.sha256())) {
      throw new CannotReadDeliveryException(
          "Cannot use the archived copy of %s (%s): it is not what was delivered any more, its SHA-256 differs. Bring it back from a backup."
              .formatted(fileName, archived.address()));
    }
    return new DeliveredFile(fileName, archived, scan.facts());
  }
}
