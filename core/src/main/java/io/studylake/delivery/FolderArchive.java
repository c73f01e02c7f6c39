package io.studylake.delivery;

import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import io.studylake.files.DurableFiles;
import io.studylake.version.Link;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/** An archive in a folder of the file system. */
final class FolderArchive implements Archive {
  private static final int BLOCK_BYTES = 1 << 20;

  private final Path folder;
  private final CsvSettings csv;

  /**
   * An archive in a folder, which is created when the first file is stored.
   *
   * @param csv how the files are written, for the scan
   */
  FolderArchive(Path folder, CsvSettings csv) {
    this.folder = folder;
    this.csv = csv;
  }

  @Override
  public DeliveredFile store(Path file) {
    Path part = folder.resolve("." + UUID.randomUUID() + ".part");
    try {
      DurableFiles.createFolders(folder);
      MessageDigest digest = Fingerprint.sha256();
      CsvScan scan = new CsvScan(csv);
      FileState before = FileState.of(file);
      long bytes = copy(file, part, digest, scan);
      if (bytes != before.size() || !FileState.of(file).equals(before)) {
        throw changed(file, folder);
      }
      String hash = HexFormat.of().formatHex(digest.digest());
      Path kept = folder.resolve(hash);
      keep(part, kept);
      return new DeliveredFile(
          file.getFileName().toString(),
          new Link(kept.toUri().toString(), bytes, hash),
          scan.facts());
    } catch (IOException e) {
      throw new CannotReadDeliveryException(
          "Cannot archive %s in %s: %s".formatted(file, folder, reason(e)), e);
    } finally {
      deleteQuietly(part);
    }
  }

  @Override
  public InputStream open(Link archived) throws IOException {
    return Files.newInputStream(Path.of(URI.create(archived.address())));
  }

  private static long copy(Path from, Path to, MessageDigest digest, CsvScan scan)
      throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    long bytes = 0;
    try (InputStream in = Files.newInputStream(from);
        FileChannel out =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int read = in.readNBytes(block, 0, block.length);
          read > 0;
          read = in.readNBytes(block, 0, block.length)) {
        digest.update(block, 0, read);
        scan.update(block, 0, read);
        ByteBuffer buffer = ByteBuffer.wrap(block, 0, read);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        bytes += read;
      }
    }
    return bytes;
  }

  private void keep(Path part, Path kept) throws IOException {
    if (Files.exists(kept) && Files.size(kept) == Files.size(part)) {
      return;
    }
    // A pointer will name this file for good: it has to outlive a power loss.
    try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    try {
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      // Another run stored the same content meanwhile.
      return;
    }
    DurableFiles.forceFolder(folder);
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // A left-over part file holds no name that anything reads.
      return;
    }
  }

  static CannotReadDeliveryException changed(Path file, Object archive) {
    return new CannotReadDeliveryException(
        ("Cannot archive %s in %s: the file changed while it was archived. Run it again when"
                + " nobody writes to the delivered folder any more.")
            .formatted(file, archive));
  }

  /** What a failure of the file system means; Java gives some of them no words but the path. */
  static String reason(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied (" + message + ")";
    }
    return e.getClass() == IOException.class
        ? message
        : e.getClass().getSimpleName() + " " + message;
  }
}
