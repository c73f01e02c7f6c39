package io.studylake.ingest;

import com.univocity.parsers.csv.CsvParser;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvRecords;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a file on the driver, one after the other, cut into fields as Spark cuts them; the
 * header is left out.
 */
final class RecordFields implements Closeable {
  /**
   * One record.
   *
   * @param line the line on which it starts
   * @param text its text
   * @param cells its fields; null for an empty one
   */
  @SuppressWarnings("ArrayRecordComponent") // As the parser gives them; never compared or kept.
  record Cells(long line, String text, String[] cells) {}

  private final CsvRecords records;
  private final CsvParser parser;

  RecordFields(
      ArchivedContent archive, DeliveredFile file, CsvFormat format, Map<String, String> options)
      throws IOException {
    this.records = new CsvRecords(archive.open(file.archived()), format);
    this.parser = SparkCsvOptions.parser(options);
    records.next();
  }

  /** The next record; empty at the end of the file. */
  Optional<Cells> next() throws IOException {
    return records
        .next()
        .map(record -> new Cells(record.line(), record.text(), cut(record.text())));
  }

  private String[] cut(String record) {
    String[] cells = parser.parseLine(record);
    return cells == null ? new String[0] : cells;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
