package io.studylake.source;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.RecordStarts;
import io.studylake.delivery.Compression;
import java.io.Serializable;
import java.nio.charset.Charset;

/**
 * A file to be read, as executors need to know it.
 *
 * @param address where it lies: {@code file:}, {@code s3a:} or what else Hadoop reads
 * @param compression how it is compressed
 * @param bytes its bytes, uncompressed
 * @param charset name of its charset
 * @param delimiter between fields
 * @param quote around fields that need it
 * @param longestRecord bytes of the longest record that is read
 * @param starts where it can be split
 */
public record CsvFile(
    String address,
    Compression compression,
    long bytes,
    String charset,
    char delimiter,
    char quote,
    int longestRecord,
    RecordStarts starts)
    implements Serializable {

  CsvFormat format() {
    return new CsvFormat(Charset.forName(charset), delimiter, quote);
  }

  boolean splits() {
    return compression == Compression.NONE;
  }
}
