package io.studylake.contents;

import de.siegmar.fastcsv.reader.CsvReader;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvRecords;
import io.studylake.delivery.ArchivedContent;
import io.studylake.delivery.DeliveredFile;
import java.io.IOException;
import java.util.List;

/** Reads a file's first record. */
final class HeaderReader {
  private final ArchivedContent archive;
  private final CsvFormat format;

  HeaderReader(ArchivedContent archive, CsvFormat format) {
    this.archive = archive;
    this.format = format;
  }

  /** The header's names as they are written; empty for an empty file. */
  List<String> read(DeliveredFile file) throws IOException {
    try (CsvRecords records = new CsvRecords(archive.open(file.archived()), format)) {
      return records.next().map(record -> fields(record.text())).orElse(List.of());
    }
  }

  private List<String> fields(String record) {
    return CsvReader.builder()
        .fieldSeparator(format.delimiter())
        .quoteCharacter(format.quote())
        .allowExtraCharsAfterClosingQuote(true)
        .ofSingleCsvRecord(record)
        .getFields();
  }
}
