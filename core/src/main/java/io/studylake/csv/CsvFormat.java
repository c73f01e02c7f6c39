package io.studylake.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How the files of a delivery are written.
 *
 * @param charset UTF-8, or an extension of ASCII with one byte per character
 * @param delimiter between fields
 * @param quote around fields that need it; doubled inside them
 */
public record CsvFormat(Charset charset, char delimiter, char quote) {
  /** UTF-8, comma, double quote: RFC 4180. */
  public static final CsvFormat DEFAULT = new CsvFormat(StandardCharsets.UTF_8, ',', '"');

  /**
   * Checks that bytes can be told apart.
   *
   * @throws IllegalArgumentException when a character or the charset cannot be used
   */
  public CsvFormat {
    if (!charset.equals(StandardCharsets.UTF_8) && !isAsciiWithOneByte(charset)) {
      throw new IllegalArgumentException(
          "Cannot read files in %s: use UTF-8 or an extension of ASCII with one byte per character, as windows-1252."
              .formatted(charset.name()));
    }
    if (!isPlain(delimiter) || !isPlain(quote) || delimiter == quote) {
      throw new IllegalArgumentException(
          "Cannot read files with the delimiter '%s' and the quote '%s': use two different ASCII characters, no letter, digit or line break."
              .formatted(delimiter, quote));
    }
  }

  private static boolean isAsciiWithOneByte(Charset charset) {
    String sample = "A1,;\"\r\n";
    return charset.canEncode()
        && charset.newEncoder().maxBytesPerChar() == 1f
        && Arrays.equals(sample.getBytes(charset), sample.getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean isPlain(char c) {
    return c > 0 && c < 128 && c != '\n' && c != '\r' && !Character.isLetterOrDigit(c);
  }
}
