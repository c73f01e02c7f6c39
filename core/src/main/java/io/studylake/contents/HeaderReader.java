package io.studylake.contents;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.RecordParser;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a file's first records: the header is the first; in a listing titles stand above it. */
final class HeaderReader {
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
    try (RecordParser records = file.records(archive, format, longestRecord, false)) {
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
}
