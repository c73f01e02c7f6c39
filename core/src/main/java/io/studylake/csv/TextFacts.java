package io.studylake.csv;

import io.studylake.csv.CsvScan.Position;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the bytes of a file tell about its charset.
 *
 * @param notUtf8 the first byte that is no UTF-8
 * @param nulLine the line of the first byte 00
 * @param wideMark the charset that the first bytes mark, where it has more than a byte for each
 *     character: UTF-16LE for example
 * @param beyondAscii the first place of each byte that is no ASCII
 * @param cellsBeyondAscii cells that hold such a byte, about
 * @param samples the first three words that hold one, as bytes
 */
public record TextFacts(
    Optional<Position> notUtf8,
    OptionalLong nulLine,
    Optional<String> wideMark,
    Map<Byte, Position> beyondAscii,
    long cellsBeyondAscii,
    List<byte[]> samples) {
  /** Copies what is mutable. */
  public TextFacts {
    beyondAscii = Map.copyOf(beyondAscii);
    samples = List.copyOf(samples);
  }

  /** The first byte that is no text in a charset: UTF-8, or one of a byte per character. */
  public Optional<Position> malformed(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return notUtf8;
    }
    return beyondAscii.entrySet().stream()
        .filter(byteSeen -> isUndefined(byteSeen.getKey(), charset))
        .map(Map.Entry::getValue)
        .min(java.util.Comparator.comparingLong(Position::offset));
  }

  private static boolean isUndefined(byte b, Charset charset) {
    return new String(new byte[] {b}, charset).indexOf('\uFFFD') >= 0;
  }
}
