package io.studylake.delivery;

/** What one pass over the bytes of a CSV file tells about its records, without parsing values. */
public final class CsvScan {
  private CsvScan() {}

  /**
   * What the pass saw.
   *
   * @param records records, the header among them, blank lines not
   * @param quotedLineBreaks whether a quoted field holds a line break, so that the file cannot be
   *     split at line ends
   */
  public record Facts(long records, boolean quotedLineBreaks) {}
}
