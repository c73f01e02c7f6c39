package io.studylake.contents;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.RecordParser;
import io.studylake.csv.RecordStarts.Split;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads a file's first records: the header is the first; in a listing titles stand above it. */
final class HeaderReader {
  private static final int MARK_BYTES = 3;

  /**
   * A record.
   *
   * @param line the line on which it starts
   * @param fields its values as they are written
   */
  record Line(long line, List<String> fields) {}

  private final ArchivedContent archive;
  private final int longestRecord;

  HeaderReader(ArchivedContent archive, int longestRecord) {
    this.archive = archive;
    this.longestRecord = longestRecord;
  }

  /** The first records, at most so many; none for an empty file. */
  List<Line> first(DeliveredFile file, CsvFormat format, int most) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (RecordParser records = open(file, format)) {
      while (lines.size() < most && records.next()) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < records.fields(); i++) {
          fields.add(new String(records.value(i), format.charset()));
        }
        lines.add(new Line(records.line(), List.copyOf(fields)));
      }
    }
    return List.copyOf(lines);
  }

  private RecordParser open(DeliveredFile file, CsvFormat format) throws IOException {
    InputStream content = file.open(archive);
    if (file.scan().byteOrderMark()) {
      content.skipNBytes(MARK_BYTES);
    }
    return new RecordParser(content, format, new Split(0, Long.MAX_VALUE, 1), longestRecord, false);
  }
}
