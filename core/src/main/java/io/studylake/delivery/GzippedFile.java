package io.studylake.delivery;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * A gzip file from its first member to its last. Not by Java's own reader: that takes a stream with
 * no bytes at hand to be at its end, and passes over garbage after a member.
 */
final class GzippedFile {
  private GzippedFile() {}

  static InputStream open(InputStream raw) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(raw)
        .setDecompressConcatenated(true)
        .get();
  }
}
