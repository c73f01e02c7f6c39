package io.studylake.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** How a delivered file is compressed, which its name says. */
public enum Compression {
  /** Not at all. */
  NONE(""),
  /** {@code ae.csv.gz}: gzip (RFC 1952), of any number of members. */
  GZIP(".gz"),
  /** {@code ae.csv.zip} or {@code ae.zip}: a zip archive of exactly one CSV file. */
  ZIP(".zip");

  private static final String EXTENSION = ".csv";

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** The compression that a file's name says. */
  public static Compression ofName(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    return lower.endsWith(ZIP.suffix) ? ZIP : lower.endsWith(GZIP.suffix) ? GZIP : NONE;
  }

  /** The name that the uncompressed file has: {@code ae.csv} of {@code ae.csv.gz}. */
  static String uncompressedName(String fileName) {
    Compression compression = ofName(fileName);
    String name = fileName.substring(0, fileName.length() - compression.suffix.length());
    boolean csv = name.toLowerCase(Locale.ROOT).endsWith(EXTENSION);
    return compression == ZIP && !csv ? name + EXTENSION : name;
  }

  /**
   * What a file says, decompressed. The end of the stream is that of the whole file: what follows
   * on the compressed text is an error, not passed over.
   *
   * @param raw the file's bytes from the first on; closed with the stream that is returned
   * @throws UnusableCompressionException here or at any read, when the file is broken, holds not
   *     exactly one CSV file, or is encrypted
   */
  public InputStream open(InputStream raw) throws IOException {
    return switch (this) {
      case NONE -> raw;
      case GZIP -> UnusableCompressionException.of(() -> GzippedFile.open(raw));
      case ZIP -> UnusableCompressionException.of(() -> ZippedFile.open(raw));
    };
  }
}
