package io.studylake.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The charset that a file is read in: UTF-8 where a mark says so; the configured one; else UTF-8
 * where its bytes are that; else windows-1252, as SAS writes on Windows, which is no more than
 * likely: any bytes but five decode.
 *
 * @param charset the charset
 * @param doubt whether that is a guess, and how good
 * @param samples words that show it, for a guess
 */
public record CharsetChoice(Charset charset, Doubt doubt, List<String> samples) {
  /** How sure the choice is. */
  public enum Doubt {
    /** Configured, or valid UTF-8. */
    NONE,
    /** Another charset is configured, but the bytes are UTF-8, which none are by chance. */
    LOOKS_LIKE_UTF8,
    /** Not UTF-8, and windows-1252 fits. */
    LIKELY,
    /** Not UTF-8; it holds bytes that windows-1252 does not have. */
    IMPOSSIBLE_BYTES,
    /** Not UTF-8; more than one cell of a hundred holds something else than ASCII. */
    TOO_MANY
  }

  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final byte[] NOT_IN_WINDOWS = {
    (byte) 0x81, (byte) 0x8D, (byte) 0x8F, (byte) 0x90, (byte) 0x9D
  };

  /** So few cells can be looked at one by one, whatever their share. */
  private static final int FEW = 10;

  /** Copies what is mutable. */
  public CharsetChoice {
    samples = List.copyOf(samples);
  }

  /**
   * Chooses.
   *
   * @param columns columns of the file, to tell how many cells there are
   */
  public static CharsetChoice of(Optional<Charset> configured, CsvScan.Facts facts, int columns) {
    boolean utf8 = facts.byteOrderMark() || facts.text().notUtf8().isEmpty();
    if (configured.isPresent() && !facts.byteOrderMark()) {
      boolean suspicious =
          utf8
              && !configured.get().equals(StandardCharsets.UTF_8)
              && !facts.text().beyondAscii().isEmpty();
      return new CharsetChoice(
          configured.get(),
          suspicious ? Doubt.LOOKS_LIKE_UTF8 : Doubt.NONE,
          suspicious ? words(facts, configured.get()) : List.of());
    }
    if (utf8) {
      return new CharsetChoice(StandardCharsets.UTF_8, Doubt.NONE, List.of());
    }
    return new CharsetChoice(WINDOWS, doubt(facts, columns), words(facts, WINDOWS));
  }

  private static List<String> words(CsvScan.Facts facts, Charset charset) {
    return facts.text().samples().stream().map(word -> new String(word, charset)).toList();
  }

  private static Doubt doubt(CsvScan.Facts facts, int columns) {
    Map<Byte, CsvScan.Position> seen = facts.text().beyondAscii();
    for (byte b : NOT_IN_WINDOWS) {
      if (seen.containsKey(b)) {
        return Doubt.IMPOSSIBLE_BYTES;
      }
    }
    long cells = facts.records() * Math.max(1, columns);
    long beyondAscii = facts.text().cellsBeyondAscii();
    return beyondAscii > FEW && beyondAscii * 100 > cells ? Doubt.TOO_MANY : Doubt.LIKELY;
  }
}
