package io.studylake.delivery;

import io.studylake.csv.CsvSettings;
import io.studylake.storage.ObjectFolder;
import io.studylake.storage.ObjectStoreException;
import io.studylake.storage.ObjectUpload;
import io.studylake.version.Link;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * An archive in an object store.
 *
 * <p>A file is read twice: once to hash and scan it, then, if its content is not kept already, to
 * send it to the name that the hash gives, hashed again on the way. Hashing in the pass that sends
 * would need a provisional name and a rename afterwards, and on S3 a rename is a second copy of
 * gigabytes; it would also send every unchanged file of every delivery for nothing. Reading a local
 * file twice costs less than either, and the second hash proves that what was sent is what the name
 * says.
 *
 * <p>An object is visible when all of it is there. What a killed run leaves are parts of an upload
 * without a name, which the store's own rule for incomplete uploads removes.
 */
final class ObjectArchive implements Archive {
  private static final int BLOCK_BYTES = 1 << 20;

  private final ObjectFolder folder;
  private final FileReading reading;

  /**
   * An archive in a folder.
   *
   * @param csv how the files are written, for the scan
   */
  ObjectArchive(ObjectFolder folder, CsvSettings csv, DecompressionLimits limits) {
    this.folder = folder;
    this.reading = new FileReading(csv, limits, folder);
  }

  @Override
  public DeliveredFile store(Path file) {
    FileReading.Read read = reading.read(file, (block, length) -> {});
    try {
      if (folder.size(read.sha256()).orElse(-1) != read.bytes()) {
        send(read);
      }
    } catch (IOException e) {
      throw unusable(file, e);
    }
    return read.archivedAt(folder.address(read.sha256()).toString());
  }

  @Override
  public InputStream open(Link archived) throws IOException {
    return folder.open(URI.create(archived.address()));
  }

  private void send(FileReading.Read read) throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    byte[] block = new byte[BLOCK_BYTES];
    try (InputStream in = Files.newInputStream(read.file());
        ObjectUpload upload = folder.upload(read.sha256())) {
      for (int length = next(read.file(), in, block);
          length > 0;
          length = next(read.file(), in, block)) {
        digest.update(block, 0, length);
        upload.write(block, 0, length);
      }
      if (!HexFormat.of().formatHex(digest.digest()).equals(read.sha256())) {
        throw reading.changed(read.file());
      }
      upload.complete();
    }
  }

  /** A failure here is the file's, not the store's. */
  private int next(Path file, InputStream in, byte[] block) {
    try {
      return in.readNBytes(block, 0, block.length);
    } catch (IOException e) {
      throw reading.unreadable(file, e);
    }
  }

  private ObjectStoreException unusable(Path file, IOException e) {
    return new ObjectStoreException(
        "Cannot archive %s in %s: %s".formatted(file.getFileName(), folder, folder.meaning(e)), e);
  }
}
