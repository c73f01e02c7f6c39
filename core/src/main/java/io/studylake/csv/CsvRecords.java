package io.studylake.csv;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Optional;

/**
 * The records of a file one after the other, uncut, with the line on which each starts: the same
 * records and lines that {@link CsvScan} counts, blank lines left out.
 */
public final class CsvRecords implements Closeable {
  /**
   * One record.
   *
   * @param line the line on which it starts, from 1
   * @param text its text without the line end
   */
  public record CsvRecord(long line, String text) {}

  private final Reader reader;
  private final CsvFormat format;
  private long line = 1;
  private int ahead;
  private boolean inQuotes;
  private boolean afterQuote;
  private boolean fieldStart;

  /** Reads a file from its first byte on; closes the stream when closed. */
  public CsvRecords(InputStream content, CsvFormat format) throws IOException {
    this.reader = new BufferedReader(new InputStreamReader(content, format.charset()), 1 << 16);
    this.format = format;
    this.ahead = reader.read();
    if (ahead == '\uFEFF') {
      ahead = reader.read();
    }
  }

  /** The next record; empty at the end of the file. */
  public Optional<CsvRecord> next() throws IOException {
    while (ahead == '\n' || ahead == '\r') {
      lineBreak(null);
    }
    if (ahead < 0) {
      return Optional.empty();
    }
    long first = line;
    inQuotes = false;
    afterQuote = false;
    fieldStart = true;
    StringBuilder text = new StringBuilder();
    while (ahead >= 0) {
      if (ahead == '\n' || ahead == '\r') {
        if (!inQuotes) {
          lineBreak(null);
          break;
        }
        lineBreak(text);
      } else {
        step((char) ahead);
        text.append((char) ahead);
        ahead = reader.read();
      }
    }
    return Optional.of(new CsvRecord(first, text.toString()));
  }

  private void step(char c) {
    if (inQuotes) {
      if (c == format.quote()) {
        inQuotes = false;
        afterQuote = true;
      }
    } else if (c == format.delimiter()) {
      afterQuote = false;
      fieldStart = true;
      return;
    } else if (c == format.quote() && (fieldStart || afterQuote)) {
      inQuotes = true;
    }
    fieldStart = false;
  }

  /** Takes LF, CRLF or CR; a record whose quoted field it stands in keeps it. */
  private void lineBreak(StringBuilder text) throws IOException {
    line++;
    int first = ahead;
    ahead = reader.read();
    boolean both = first == '\r' && ahead == '\n';
    if (both) {
      ahead = reader.read();
    }
    if (text != null) {
      text.append(both ? "\r\n" : String.valueOf((char) first));
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
