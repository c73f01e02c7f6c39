package io.studylake.csv;

/** Whether bytes are ASCII, which means the same in all charsets that are read. */
public final class Ascii {
  private Ascii() {}

  /** Whether all of some bytes are ASCII. */
  public static boolean is(byte[] bytes, int from, int to) {
    return Bytes.ascii(bytes, from, to);
  }
}
