package io.studylake.csv;

import java.io.IOException;

/** A record is longer than what is read. */
public final class RecordTooLongException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long line;

  RecordTooLongException(long line, int longestRecord) {
    super("The record in line %d is longer than %d bytes.".formatted(line, longestRecord));
    this.line = line;
  }

  /** The line on which it starts. */
  public long line() {
    return line;
  }
}
