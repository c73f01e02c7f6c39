package io.studylake.delivery;

import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Scans what a file says, decompressed where it is compressed. */
final class ContentScan {
  private static final int BUFFER_BYTES = 1 << 16;

  private final CsvScan scan;
  private final DecompressionLimits limits;
  private Optional<String> unusable = Optional.empty();

  ContentScan(CsvSettings csv, DecompressionLimits limits) {
    this.scan = new CsvScan(csv);
    this.limits = limits;
  }

  /**
   * Reads to the end of the raw bytes, also where what they say cannot be read: they are archived
   * as they were delivered.
   *
   * @param raw a stream that can be read on after it was closed, as a {@link BlockPipe}'s
   */
  void read(InputStream raw, Compression compression) throws IOException {
    if (compression != Compression.NONE) {
      try {
        decompress(new Counted(raw), compression);
      } catch (UnusableCompressionException e) {
        unusable = Optional.of(e.getMessage());
      }
      raw.transferTo(OutputStream.nullOutputStream());
      return;
    }
    raw.transferTo(
        new OutputStream() {
          @Override
          public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            scan.update(bytes, from, length);
          }
        });
  }

  private void decompress(Counted raw, Compression compression) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long decompressed = 0;
    // Closed for the sake of the decompressor's memory; the pipe that is read stays open.
    try (InputStream content = compression.open(raw)) {
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        scan.update(buffer, 0, read);
        decompressed += read;
        Optional<String> passed = limits.passed(raw.bytes, decompressed);
        if (passed.isPresent()) {
          throw new UnusableCompressionException(passed.get());
        }
      }
    }
  }

  /** What was seen of the records. */
  CsvScan.Facts facts() {
    return scan.facts();
  }

  /** Why the file cannot be decompressed, as half a sentence; empty when it can. */
  Optional<String> unusable() {
    return unusable;
  }

  private static final class Counted extends FilterInputStream {
    private long bytes;

    Counted(InputStream raw) {
      super(raw);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      bytes += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] block, int from, int length) throws IOException {
      int read = in.read(block, from, length);
      bytes += Math.max(0, read);
      return read;
    }
  }
}
