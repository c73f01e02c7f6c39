package io.studylake.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at eight bytes of text at a time.
 *
 * <p>Source of the arithmetic: Hacker's Delight (2nd edition, 2012), section 6-1, "Find First
 * 0-Byte". Its short form also marks some bytes above a true hit, so whoever asks looks at the byte
 * itself as well.
 */
final class Bytes {
  /** So many bytes are looked at together. */
  static final int WORD = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long LOW_BITS = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** CR is the greatest control character that means something, and NUL the least. */
  private static final long ABOVE_CR = LOW_BITS * ('\r' + 1);

  private Bytes() {}

  /** The eight bytes at an index, the first in the lowest bits. */
  static long word(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** A word of eight times the same byte. */
  static long repeated(byte b) {
    return LOW_BITS * (b & 0xFF);
  }

  /** Marks, in the highest bit of each byte, those that equal the pattern's. */
  static long equal(long word, long pattern) {
    long difference = word ^ pattern;
    return (difference - LOW_BITS) & ~difference & HIGH_BITS;
  }

  /** Marks control characters up to CR. */
  static long control(long word) {
    return (word - ABOVE_CR) & ~word & HIGH_BITS;
  }

  /** Marks bytes that are no ASCII. */
  static long beyondAscii(long word) {
    return word & HIGH_BITS;
  }

  /** The index, from 0 to 7, of the first marked byte. */
  static int first(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** Whether some bytes are all ASCII. */
  static boolean ascii(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + WORD <= to; at += WORD) {
      if (beyondAscii(word(bytes, at)) != 0) {
        return false;
      }
    }
    for (; at < to; at++) {
      if (bytes[at] < 0) {
        return false;
      }
    }
    return true;
  }
}
