package io.studylake.delivery;

import io.studylake.text.Printable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * The one CSV file of a zip archive, from the archive's first byte on: without a temporary file,
 * and without a list of entries that could say something else than the entries. An entry's name is
 * shown, and never used as a path.
 */
final class ZippedFile extends FilterInputStream {
  private static final int SHOWN = 100;

  private final ZipArchiveInputStream zip;
  private final ZipArchiveEntry entry;
  private final CRC32 checksum = new CRC32();
  private boolean ended;

  private ZippedFile(ZipArchiveInputStream zip, ZipArchiveEntry entry) {
    super(zip);
    this.zip = zip;
    this.entry = entry;
  }

  /**
   * Opens the file.
   *
   * @throws UnusableCompressionException when there is none, or it cannot be decompressed
   */
  static InputStream open(InputStream raw) throws IOException {
    ZipArchiveInputStream zip =
        new ZipArchiveInputStream(raw, StandardCharsets.UTF_8.name(), true, false, true);
    ZipArchiveEntry entry = nextFile(zip);
    if (entry == null) {
      throw new UnusableCompressionException("it is no zip archive, or there is no file in it");
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw new UnusableCompressionException("it is encrypted");
    }
    if (!entry.getName().toLowerCase(Locale.ROOT).endsWith(".csv")) {
      throw new UnusableCompressionException("it holds %s, not a CSV file".formatted(shown(entry)));
    }
    if (!zip.canReadEntryData(entry)) {
      throw new UnusableCompressionException(
          "it is compressed by method %d of zip, which is not known here"
              .formatted(entry.getMethod()));
    }
    return new ZippedFile(zip, entry);
  }

  private static ZipArchiveEntry nextFile(ZipArchiveInputStream zip) throws IOException {
    ZipArchiveEntry entry = zip.getNextEntry();
    while (entry != null && entry.isDirectory()) {
      entry = zip.getNextEntry();
    }
    return entry;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (ended) {
      return -1;
    }
    int read = zip.read(bytes, from, length);
    if (read < 0) {
      end();
    } else {
      checksum.update(bytes, from, read);
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    // Read, so that the checksum sees all.
    return bytes <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(bytes, 1 << 16)]));
  }

  /** Behind the file stands no other one, and its checksum. */
  private void end() throws IOException {
    ended = true;
    ZipArchiveEntry other = nextFile(zip);
    if (other != null) {
      throw new UnusableCompressionException(
          "it holds several files, %s and %s".formatted(shown(entry), shown(other)));
    }
    // Known only now where it stands behind the file's bytes.
    if (entry.getCrc() != checksum.getValue()) {
      throw new UnusableCompressionException("it is broken (its checksum is another)");
    }
  }

  private static String shown(ZipArchiveEntry entry) {
    String name = Printable.of(entry.getName());
    return name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
  }
}
