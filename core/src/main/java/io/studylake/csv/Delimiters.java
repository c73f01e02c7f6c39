package io.studylake.csv;

import java.io.ByteArrayOutputStream;

/** Finds the delimiter of a file: the one of four that its header holds most often. */
final class Delimiters {
  /** The first wins where two are as frequent, and where there is none. */
  private static final String CANDIDATES = ",;\t|";

  /** A header that is longer is cut here. */
  private static final int LONGEST_HEADER = 1 << 20;

  private Delimiters() {}

  /** Whether the first bytes of a file, which end in a chunk, hold its first line or need not. */
  static boolean isEnough(
      ByteArrayOutputStream head, byte[] chunk, int from, int length, CsvSettings settings) {
    if (settings.delimiter().isPresent() || head.size() >= LONGEST_HEADER) {
      return true;
    }
    for (int i = from; i < from + length; i++) {
      if (chunk[i] == '\n' || chunk[i] == '\r') {
        return lineEnd(head.toByteArray(), 0, settings) >= 0;
      }
    }
    return false;
  }

  /** The configured delimiter, or the one found. */
  static char of(byte[] head, int from, CsvSettings settings) {
    if (settings.delimiter().isPresent()) {
      return settings.delimiter().get();
    }
    int end = lineEnd(head, from, settings);
    long[] counts = new long[CANDIDATES.length()];
    boolean quoted = false;
    int limit = end < 0 ? Math.min(head.length, from + LONGEST_HEADER) : end;
    for (int i = from; i < limit; i++) {
      quoted ^= head[i] == settings.quote();
      int candidate = quoted ? -1 : CANDIDATES.indexOf(head[i]);
      if (candidate >= 0) {
        counts[candidate]++;
      }
    }
    int best = 0;
    for (int i = 1; i < counts.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return CANDIDATES.charAt(best);
  }

  /** The index of the first line break outside quotes after some text; -1 where there is none. */
  private static int lineEnd(byte[] head, int from, CsvSettings settings) {
    boolean quoted = false;
    boolean text = false;
    for (int i = from; i < head.length; i++) {
      byte b = head[i];
      quoted ^= b == settings.quote();
      if (b == '\n' || b == '\r') {
        if (text && !quoted) {
          return i;
        }
      } else {
        text = true;
      }
    }
    return -1;
  }
}
