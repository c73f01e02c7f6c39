package io.studylake.ingest;

import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.translate;
import static org.apache.spark.sql.functions.when;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.spark.sql.Column;

/**
 * Decodes text in charsets that Spark 4 does not take (it takes ISO-8859-1, US-ASCII and Unicode's,
 * unless {@code spark.sql.legacy.javaCharsets} is set for the whole session): Spark decodes the
 * bytes as ISO-8859-1, which loses none, and each character becomes the one that its byte means.
 */
final class TextDecoding {
  private static final Set<Charset> SPARKS_OWN =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII);

  private final String sparkEncoding;
  private final String from;
  private final String to;

  TextDecoding(Charset charset) {
    boolean direct = SPARKS_OWN.contains(charset);
    sparkEncoding = direct ? charset.name() : StandardCharsets.ISO_8859_1.name();
    StringBuilder bytes = new StringBuilder();
    StringBuilder characters = new StringBuilder();
    for (int b = 0x80; b < 0x100 && !direct; b++) {
      String character = new String(new byte[] {(byte) b}, charset);
      if (character.length() == 1 && character.charAt(0) != b) {
        bytes.append((char) b);
        characters.append(character);
      }
    }
    from = bytes.toString();
    to = characters.toString();
  }

  /** The encoding to give to Spark. */
  String sparkEncoding() {
    return sparkEncoding;
  }

  /** The cell's text as its charset means it; text in ASCII is left alone. */
  Column decode(Column cell) {
    return from.isEmpty()
        ? cell
        : when(length(cell).equalTo(octet_length(cell)), cell).otherwise(translate(cell, from, to));
  }
}
