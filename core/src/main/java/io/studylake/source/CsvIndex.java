package io.studylake.source;

import io.studylake.csv.BlockScan;
import io.studylake.csv.BlockScans;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.RecordStarts;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The first pass over a file that no archiving pass has seen: its blocks are looked at in parallel,
 * each from every state that the bytes before can end in, and composed on the driver.
 */
final class CsvIndex {
  private static final int BLOCK_BYTES = 1 << 24;
  private static final int MARK_BYTES = 3;

  private CsvIndex() {}

  /**
   * Where a file can be split.
   *
   * @throws IllegalArgumentException when a quote in it is never closed
   */
  static RecordStarts of(SparkSession spark, String address, long bytes, CsvFormat format)
      throws IOException {
    Broadcast<SerializableConfiguration> hadoop =
        SerializableConfiguration.broadcast(
            spark.sparkContext(), spark.sessionState().newHadoopConf());
    long first = startsWithMark(address, hadoop.value()) ? MARK_BYTES : 0;
    List<Long> offsets = new ArrayList<>();
    for (long offset = first; offset < bytes; offset += BLOCK_BYTES) {
      offsets.add(offset);
    }
    String charset = format.charset().name();
    char delimiter = format.delimiter();
    char quote = format.quote();
    List<BlockScan> blocks =
        offsets.isEmpty()
            ? List.of()
            : new JavaSparkContext(spark.sparkContext())
                .parallelize(offsets, offsets.size())
                .map(
                    offset ->
                        look(
                            address,
                            offset,
                            offset > first,
                            new CsvFormat(Charset.forName(charset), delimiter, quote),
                            hadoop.value()))
                .collect();
    if (BlockScans.endsInQuotes(blocks)) {
      throw new IllegalArgumentException(
          "Cannot read %s: a quote in it is never closed.".formatted(address));
    }
    return BlockScans.compose(blocks, first);
  }

  private static BlockScan look(
      String address,
      long offset,
      boolean hasPrevious,
      CsvFormat format,
      SerializableConfiguration hadoop)
      throws IOException {
    byte[] block = new byte[BLOCK_BYTES + 1];
    int before = hasPrevious ? 1 : 0;
    try (FSDataInputStream in = open(address, hadoop)) {
      in.seek(offset - before);
      int read = in.readNBytes(block, 0, BLOCK_BYTES + before);
      int previous = hasPrevious ? block[0] & 0xFF : -1;
      return BlockScan.of(block, before, read, format, previous, offset);
    }
  }

  private static boolean startsWithMark(String address, SerializableConfiguration hadoop)
      throws IOException {
    try (FSDataInputStream in = open(address, hadoop)) {
      byte[] head = in.readNBytes(MARK_BYTES);
      return head.length == MARK_BYTES
          && (head[0] & 0xFF) == 0xEF
          && (head[1] & 0xFF) == 0xBB
          && (head[2] & 0xFF) == 0xBF;
    }
  }

  private static FSDataInputStream open(String address, SerializableConfiguration hadoop)
      throws IOException {
    Path path = new Path(URI.create(address));
    return path.getFileSystem(hadoop.value()).open(path);
  }
}
