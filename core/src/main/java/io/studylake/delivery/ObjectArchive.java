package io.studylake.delivery;

import io.studylake.csv.CsvScan;
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
  private final CsvSettings csv;

  /**
   * An archive in a folder.
   *
   * @param csv how the files are written, for the scan
   */
  ObjectArchive(ObjectFolder folder, CsvSettings csv) {
    this.folder = folder;
    this.csv = csv;
  }

  private record Content(long bytes, String sha256) {}

  /** Takes the blocks of a file, in order. */
  private interface Sink {
    void take(byte[] block, int length);
  }

  @Override
  public DeliveredFile store(Path file) {
    CsvScan scan = new CsvScan(csv);
    FileState before = state(file);
    Content content = read(file, (block, length) -> scan.update(block, 0, length));
    if (content.bytes() != before.size() || !state(file).equals(before)) {
      throw FolderArchive.changed(file, folder);
    }
    try {
      if (folder.size(content.sha256()).orElse(-1) != content.bytes()) {
        send(file, content);
      }
    } catch (IOException e) {
      throw unusable(file, e);
    }
    return new DeliveredFile(
        file.getFileName().toString(),
        new Link(folder.address(content.sha256()).toString(), content.bytes(), content.sha256()),
        scan.facts());
  }

  @Override
  public InputStream open(Link archived) throws IOException {
    return folder.open(URI.create(archived.address()));
  }

  private void send(Path file, Content expected) throws IOException {
    try (ObjectUpload upload = folder.upload(expected.sha256())) {
      Content sent =
          read(
              file,
              (block, length) -> {
                try {
                  upload.write(block, 0, length);
                } catch (IOException e) {
                  throw unusable(file, e);
                }
              });
      if (!sent.equals(expected)) {
        throw FolderArchive.changed(file, folder);
      }
      upload.complete();
    }
  }

  private Content read(Path file, Sink sink) {
    byte[] block = new byte[BLOCK_BYTES];
    MessageDigest digest = Fingerprint.sha256();
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.readNBytes(block, 0, block.length);
          read > 0;
          read = in.readNBytes(block, 0, block.length)) {
        digest.update(block, 0, read);
        sink.take(block, read);
        bytes += read;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private FileState state(Path file) {
    try {
      return FileState.of(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private CannotReadDeliveryException unreadable(Path file, IOException e) {
    return new CannotReadDeliveryException(
        "Cannot archive %s in %s: %s".formatted(file, folder, FolderArchive.reason(e)), e);
  }

  private ObjectStoreException unusable(Path file, IOException e) {
    return new ObjectStoreException(
        "Cannot archive %s in %s: %s".formatted(file.getFileName(), folder, folder.meaning(e)), e);
  }
}
