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

/** Reads a file's first record. */
final class HeaderReader {
  private static final int MARK_BYTES = 3;

  private final ArchivedContent archive;
  private final int longestRecord;

  HeaderReader(ArchivedContent archive, int longestRecord) {
    this.archive = archive;
    this.longestRecord = longestRecord;
  }

  /** The header's names as they are written; empty for an empty file. */
  List<String> read(DeliveredFile file, CsvFormat format) throws IOException {
    InputStream content = archive.open(file.archived());
    if (file.scan().byteOrderMark()) {
      content.skipNBytes(MARK_BYTES);
    }
    Split whole = new Split(0, Long.MAX_VALUE, 1);
    try (RecordParser records = new RecordParser(content, format, whole, longestRecord, false)) {
      List<String> names = new ArrayList<>();
      if (records.next()) {
        for (int i = 0; i < records.fields(); i++) {
          names.add(new String(records.value(i), format.charset()));
        }
      }
      return List.copyOf(names);
    }
  }
}
