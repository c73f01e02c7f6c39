package io.studylake.delivery;

import io.studylake.csv.CsvSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any bytes are a compressed file that can be read, or are refused with words; within limits. */
public final class CompressionFuzz {
  private static final DecompressionLimits LIMITS = new DecompressionLimits(1 << 17, 250, 1 << 14);
  private static final int BUFFER_BYTES = 1 << 16;

  private CompressionFuzz() {}

  /** Called by Jazzer: the first byte chooses gzip or zip, the others are the file. */
  public static void fuzzerTestOneInput(byte[] data) throws IOException {
    if (data.length == 0) {
      return;
    }
    Compression compression = (data[0] & 1) == 0 ? Compression.GZIP : Compression.ZIP;
    ByteArrayInputStream raw = new ByteArrayInputStream(data, 1, data.length - 1);
    ContentScan scan = new ContentScan(CsvSettings.DEFAULT, LIMITS);
    scan.read(raw, compression);
    if (raw.available() > 0) {
      throw new AssertionError("not all was read that is to be archived");
    }
    if (scan.facts().records() > LIMITS.mostBytes() + BUFFER_BYTES) {
      throw new AssertionError("more came out than is allowed");
    }
    if (scan.unusable().map(String::isBlank).orElse(false)) {
      throw new AssertionError("a defect without words");
    }
  }
}
