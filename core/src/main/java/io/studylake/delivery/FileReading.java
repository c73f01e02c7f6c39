package io.studylake.delivery;

import io.studylake.csv.CsvSettings;
import io.studylake.parallel.AtOnce;
import io.studylake.version.Link;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads a delivered file once: one thread reads and hashes it, another one copies and scans it.
 * Both are about as long at work, so that a second core halves the time.
 */
final class FileReading {
  private final CsvSettings csv;
  private final DecompressionLimits limits;
  private final Object archive;

  /**
   * Readings for an archive.
   *
   * @param csv how the files are written, for the scan
   * @param archive where they are kept, for messages
   */
  FileReading(CsvSettings csv, DecompressionLimits limits, Object archive) {
    this.csv = csv;
    this.limits = limits;
    this.archive = archive;
  }

  /** What was read. */
  record Read(Path file, long bytes, String sha256, ContentScan scan) {
    DeliveredFile archivedAt(String address) {
      return new DeliveredFile(
              file.getFileName().toString(), new Link(address, bytes, sha256), scan.facts())
          .unusable(scan.unusable());
    }
  }

  /**
   * Reads a file.
   *
   * @param copy takes its bytes as they are, in order
   * @throws CannotReadDeliveryException when it cannot be read, or changes meanwhile
   */
  Read read(Path file, BlockPipe.Sink copy) {
    FileState before = state(file);
    MessageDigest digest = Fingerprint.sha256();
    ContentScan scan = new ContentScan(csv, limits);
    BlockPipe pipe = new BlockPipe();
    try {
      AtOnce.doAll(2, List.of(() -> hash(file, pipe, digest), () -> scan(file, pipe, scan, copy)));
    } catch (UncheckedIOException e) {
      throw unreadable(file, e.getCause());
    }
    if (pipe.bytes() != before.size() || !state(file).equals(before)) {
      throw changed(file);
    }
    return new Read(file, pipe.bytes(), HexFormat.of().formatHex(digest.digest()), scan);
  }

  private static void hash(Path file, BlockPipe pipe, MessageDigest digest) {
    try (InputStream in = Files.newInputStream(file)) {
      pipe.fill(in, (block, length) -> digest.update(block, 0, length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void scan(Path file, BlockPipe pipe, ContentScan scan, BlockPipe.Sink copy) {
    try {
      scan.read(pipe.drain(copy), Compression.ofName(file.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a file is now. */
  private FileState state(Path file) {
    try {
      return FileState.of(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  CannotReadDeliveryException changed(Path file) {
    return new CannotReadDeliveryException(
        ("Cannot archive %s in %s: the file changed while it was archived. Run it again when"
                + " nobody writes to the delivered folder any more.")
            .formatted(file, archive));
  }

  CannotReadDeliveryException unreadable(Path file, IOException e) {
    return new CannotReadDeliveryException(
        "Cannot archive %s in %s: %s".formatted(file, archive, reason(e)), e);
  }

  /** What a failure of the file system means; Java gives some of them no words but the path. */
  private static String reason(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof AccessDeniedException) {
      return "permission denied (" + message + ")";
    }
    return e.getClass() == IOException.class
        ? message
        : e.getClass().getSimpleName() + " " + message;
  }
}
