package io.studylake.csv;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What is known of the files of a delivery before they are looked at.
 *
 * @param charset their charset; empty: UTF-8, or else what {@link CharsetChoice} finds
 * @param delimiter between fields; empty: the most frequent one in the header
 * @param quote around fields that need it; doubled inside them
 * @param longestRecord bytes of the longest record that is read
 */
public record CsvSettings(
    Optional<Charset> charset, Optional<Character> delimiter, char quote, int longestRecord) {
  /** Everything is found out; records of up to 16 MiB. */
  public static final CsvSettings DEFAULT =
      new CsvSettings(Optional.empty(), Optional.empty(), CsvFormat.DEFAULT.quote(), 16 << 20);

  /**
   * Checks that bytes can be told apart.
   *
   * @throws IllegalArgumentException when a character or the charset cannot be used
   */
  public CsvSettings {
    new CsvFormat(
        charset.orElse(CsvFormat.DEFAULT.charset()),
        delimiter.orElse(CsvFormat.DEFAULT.delimiter()),
        quote);
    if (longestRecord < 1024) {
      throw new IllegalArgumentException(
          "Cannot read records of at most %d bytes: give at least 1024.".formatted(longestRecord));
    }
  }

  /** The settings of files whose format is known. */
  public static CsvSettings of(CsvFormat format) {
    return new CsvSettings(
        Optional.of(format.charset()),
        Optional.of(format.delimiter()),
        format.quote(),
        DEFAULT.longestRecord());
  }
}
