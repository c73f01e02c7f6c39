package io.studylake.contents;

import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text of a small file beside the datasets. It may have another charset than they have, as it
 * is often written by another program: UTF-8 when its bytes are UTF-8, which no other text is by
 * chance; else the configured charset; else windows-1252, which is said.
 */
final class DecodedText {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int SAMPLES = 3;

  private DecodedText() {}

  /**
   * The text without a byte order mark.
   *
   * @param configured the charset of the dataset files
   * @param problems takes the note that a charset was detected
   * @throws UnreadableTextException when the bytes are no text
   */
  static String of(String fileName, byte[] bytes, Charset configured, Problems problems) {
    if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
      throw new UnreadableTextException("it is UTF-16. Ask the sponsor for a file in UTF-8.");
    }
    CharBuffer text = CharBuffer.allocate(bytes.length);
    if (decode(bytes, StandardCharsets.UTF_8, text).isEmpty()) {
      String decoded = text.flip().toString();
      return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }
    boolean detected = configured.equals(StandardCharsets.UTF_8);
    Charset other = detected ? WINDOWS : configured;
    text.clear();
    Optional<Integer> bad = decode(bytes, other, text);
    if (bad.isPresent()) {
      throw new UnreadableTextException(
          "line %d is neither UTF-8 nor %s text. Set studylake.delivery.charset to the charset it is written in."
              .formatted(line(bytes, bad.get()), other.name()));
    }
    String decoded = text.flip().toString();
    if (detected) {
      problems.add(
          Problem.of(
              ProblemCode.CHARSET_DETECTED,
              fileName,
              "%s is not UTF-8 and was read as windows-1252. Look whether these words are right, else set studylake.delivery.charset: %s."
                  .formatted(fileName, samples(decoded))));
    }
    return decoded;
  }

  /** Decodes all bytes; the position of the first that is no text, if there is one. */
  private static Optional<Integer> decode(byte[] bytes, Charset charset, CharBuffer into) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, into, true);
    return result.isError() ? Optional.of(in.position()) : Optional.empty();
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  private static long line(byte[] bytes, int position) {
    long line = 1;
    for (int i = 0; i < position; i++) {
      boolean loneReturn = bytes[i] == '\r' && (i + 1 == bytes.length || bytes[i + 1] != '\n');
      line += bytes[i] == '\n' || loneReturn ? 1 : 0;
    }
    return line;
  }

  private static String samples(String text) {
    return Arrays.stream(text.split("[^\\p{L}\\p{M}\\p{Nd}\\P{ASCII}]+", -1))
        .filter(word -> word.chars().anyMatch(c -> c > 127))
        .distinct()
        .limit(SAMPLES)
        .collect(Collectors.joining(", "));
  }
}
