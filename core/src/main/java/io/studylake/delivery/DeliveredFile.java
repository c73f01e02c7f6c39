package io.studylake.delivery;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvScan;
import io.studylake.csv.RecordParser;
import io.studylake.csv.RecordStarts.Split;
import io.studylake.version.Link;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * One file of a delivery as it lies in the archive.
 *
 * @param fileName its name in the delivered folder, for example {@code AE_20240131.csv.gz}
 * @param dataset the dataset in lower case that the name stands for, for example {@code ae}; of the
 *     contents its name without extension
 * @param archived the archived copy: what every later step reads, byte by byte as it was delivered
 * @param scan what the archiving pass saw of its records, decompressed
 * @param compression how it is compressed; {@link #open} sees to it
 * @param unusable why it cannot be decompressed, as half a sentence; empty when it can
 */
public record DeliveredFile(
    String fileName,
    String dataset,
    Link archived,
    CsvScan.Facts scan,
    Compression compression,
    Optional<String> unusable) {

  /** A file named as its dataset, that is not compressed or can be decompressed. */
  public DeliveredFile(String fileName, Link archived, CsvScan.Facts scan) {
    this(fileName, stem(fileName), archived, scan, Compression.ofName(fileName), Optional.empty());
  }

  /** The same file, whose name stands for a dataset in another way. */
  public DeliveredFile ofDataset(String name) {
    return new DeliveredFile(fileName, name, archived, scan, compression, unusable);
  }

  /** The same file, which cannot be decompressed. */
  DeliveredFile unusable(Optional<String> why) {
    return new DeliveredFile(fileName, dataset, archived, scan, compression, why);
  }

  /**
   * What the file says, decompressed.
   *
   * @throws UnusableCompressionException here or at any read, when it is {@link #unusable}
   */
  public InputStream open(ArchivedContent archive) throws IOException {
    InputStream raw = archive.open(archived);
    try {
      return compression.open(raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * Its records from the first, the header, on.
   *
   * @param format how it is written
   * @param longestRecord bytes of the longest record that is read
   * @param blankLines whether a blank line after the header is a record, as in a file of one column
   */
  public RecordParser records(
      ArchivedContent archive, CsvFormat format, int longestRecord, boolean blankLines)
      throws IOException {
    InputStream content = open(archive);
    int mark = scan.markBytes();
    content.skipNBytes(mark);
    return new RecordParser(
        content, format, new Split(mark, Long.MAX_VALUE, 1), longestRecord, blankLines);
  }

  private static String stem(String fileName) {
    String name = Compression.uncompressedName(fileName).toLowerCase(Locale.ROOT);
    int point = name.lastIndexOf('.');
    return point < 0 ? name : name.substring(0, point);
  }
}
