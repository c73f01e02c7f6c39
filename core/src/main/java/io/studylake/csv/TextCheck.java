package io.studylake.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Finds bytes that are no text in a charset, byte by byte. */
abstract sealed class TextCheck {
  /** What a byte was. */
  enum Result {
    /** A character of its own, or the first byte of one. */
    TEXT,
    /** A further byte of a character. */
    CONTINUED,
    /** No text: here, or the unfinished character before it. */
    MALFORMED
  }

  static TextCheck of(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) ? new Utf8() : new SingleByte(charset);
  }

  /** Whether a byte has to be given to {@link #next} when no character is unfinished. */
  abstract boolean concerns(byte b);

  /** Whether a character lacks bytes; then every byte has to be given to {@link #next}. */
  abstract boolean unfinished();

  abstract Result next(byte b);

  /** Well-formed UTF-8: the Unicode Standard, table 3-7. */
  private static final class Utf8 extends TextCheck {
    private int missing;
    private int least;
    private int greatest;

    @Override
    boolean concerns(byte b) {
      return b < 0;
    }

    @Override
    boolean unfinished() {
      return missing > 0;
    }

    @Override
    Result next(byte b) {
      int value = b & 0xFF;
      if (missing > 0) {
        if (value >= least && value <= greatest) {
          expect(missing - 1, 0x80, 0xBF);
          return Result.CONTINUED;
        }
        missing = 0;
        return Result.MALFORMED;
      }
      if (value < 0x80) {
        return Result.TEXT;
      }
      if (value < 0xC2 || value > 0xF4) {
        return Result.MALFORMED;
      }
      if (value < 0xE0) {
        expect(1, 0x80, 0xBF);
      } else if (value < 0xF0) {
        expect(2, value == 0xE0 ? 0xA0 : 0x80, value == 0xED ? 0x9F : 0xBF);
      } else {
        expect(3, value == 0xF0 ? 0x90 : 0x80, value == 0xF4 ? 0x8F : 0xBF);
      }
      return Result.TEXT;
    }

    private void expect(int bytes, int from, int to) {
      missing = bytes;
      least = from;
      greatest = to;
    }
  }

  /** Bytes to which the charset gives no character, as 81 in windows-1252. */
  private static final class SingleByte extends TextCheck {
    private final boolean[] undefined = new boolean[256];

    SingleByte(Charset charset) {
      for (int b = 0; b < undefined.length; b++) {
        undefined[b] = new String(new byte[] {(byte) b}, charset).indexOf('\uFFFD') >= 0;
      }
    }

    @Override
    boolean concerns(byte b) {
      return undefined[b & 0xFF];
    }

    @Override
    boolean unfinished() {
      return false;
    }

    @Override
    Result next(byte b) {
      return undefined[b & 0xFF] ? Result.MALFORMED : Result.TEXT;
    }
  }
}
