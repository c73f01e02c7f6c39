package io.studylake.csv;

import io.studylake.csv.CsvScan.Position;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Collects {@link TextFacts} from the bytes that are no ASCII, and from NULs. */
final class TextScan {
  private static final int SAMPLES = 3;
  private static final int LONGEST_SAMPLE = 40;

  private final byte delimiter;
  private final Position[] first = new Position[128];
  private final List<byte[]> samples = new ArrayList<>();

  private long nulLine;
  private Position notUtf8;
  private long cells;
  private long lastOffset = -1;
  private long lastLine;
  private int missing;
  private int least;
  private int greatest;

  TextScan(byte delimiter) {
    this.delimiter = delimiter;
  }

  void nul(long line) {
    if (nulLine == 0) {
      nulLine = line;
    }
  }

  /**
   * Takes a byte beyond ASCII.
   *
   * @param from the first index that may be looked at
   * @param offset of the byte in the file
   */
  void take(byte[] bytes, int from, int to, int at, long offset, long line) {
    byte b = bytes[at];
    if (first[b & 0x7F] == null) {
      first[b & 0x7F] = new Position(offset, line);
    }
    utf8(b & 0xFF, offset, line);
    boolean sameCell = lastOffset >= offset - (at - from) && isOneCell(bytes, at, offset);
    if (!sameCell) {
      cells++;
      if (samples.size() < SAMPLES) {
        sample(bytes, from, to, at);
      }
    }
    lastOffset = offset;
    lastLine = line;
  }

  private boolean isOneCell(byte[] bytes, int at, long offset) {
    int last = at - (int) (offset - lastOffset);
    for (int i = at - 1; i > last; i--) {
      if (bytes[i] == delimiter || bytes[i] == '\n') {
        return false;
      }
    }
    return true;
  }

  private void sample(byte[] bytes, int from, int to, int at) {
    int start = at;
    while (start > from && at - start < LONGEST_SAMPLE && isOfWord(bytes[start - 1])) {
      start--;
    }
    int end = at + 1;
    while (end < to && end - at < LONGEST_SAMPLE && isOfWord(bytes[end])) {
      end++;
    }
    byte[] word = Arrays.copyOfRange(bytes, start, end);
    if (samples.stream().noneMatch(sample -> Arrays.equals(sample, word))) {
      samples.add(word);
    }
  }

  private boolean isOfWord(byte b) {
    return b < 0 || (b > ' ' && b != delimiter && b != '"');
  }

  /** Well-formed UTF-8: the Unicode Standard, table 3-7. */
  private void utf8(int value, long offset, long line) {
    if (notUtf8 != null) {
      return;
    }
    if (missing > 0) {
      boolean follows = offset == lastOffset + 1 && value >= least && value <= greatest;
      if (!follows) {
        boolean adjacent = offset == lastOffset + 1;
        notUtf8 = adjacent ? new Position(offset, line) : new Position(lastOffset, lastLine);
        return;
      }
      expect(missing - 1, 0x80, 0xBF);
    } else if (value < 0xC2 || value > 0xF4) {
      notUtf8 = new Position(offset, line);
    } else if (value < 0xE0) {
      expect(1, 0x80, 0xBF);
    } else if (value < 0xF0) {
      expect(2, value == 0xE0 ? 0xA0 : 0x80, value == 0xED ? 0x9F : 0xBF);
    } else {
      expect(3, value == 0xF0 ? 0x90 : 0x80, value == 0xF4 ? 0x8F : 0xBF);
    }
  }

  private void expect(int bytes, int from, int to) {
    missing = bytes;
    least = from;
    greatest = to;
  }

  /**
   * What was seen.
   *
   * @param head the first bytes of the file, four or fewer
   */
  TextFacts facts(byte[] head) {
    Optional<Position> bad = Optional.ofNullable(notUtf8);
    if (bad.isEmpty() && missing > 0) {
      bad = Optional.of(new Position(lastOffset, lastLine));
    }
    Map<Byte, Position> seen = new HashMap<>();
    for (int i = 0; i < first.length; i++) {
      if (first[i] != null) {
        seen.put((byte) (i | 0x80), first[i]);
      }
    }
    return new TextFacts(
        bad,
        nulLine == 0 ? OptionalLong.empty() : OptionalLong.of(nulLine),
        wideMark(head),
        seen,
        cells,
        samples);
  }

  private static Optional<String> wideMark(byte[] head) {
    for (Charset charset :
        List.of(
            Charset.forName("UTF-32LE"),
            Charset.forName("UTF-32BE"),
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE)) {
      byte[] mark = "\uFEFF".getBytes(charset);
      if (head.length >= mark.length && Arrays.equals(Arrays.copyOf(head, mark.length), mark)) {
        return Optional.of(charset.name());
      }
    }
    return Optional.empty();
  }
}
