package io.studylake.source;

import java.util.Arrays;

/**
 * Values of cells that were read before: dates and times of a column repeat. Direct-mapped, so it
 * never grows.
 */
final class CellCache {
  private static final int SIZE = 1024;

  private final byte[][] keys = new byte[SIZE][];
  private final Object[] values = new Object[SIZE];
  private int slot;

  /** Whether the value of some bytes is known; {@link #value} gives it. */
  boolean holds(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    slot = (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SIZE - 1);
    byte[] key = keys[slot];
    return key != null && Arrays.equals(key, 0, key.length, bytes, from, to);
  }

  /** The value of the bytes last asked for. */
  Object value() {
    return values[slot];
  }

  /** Keeps the value of the bytes last asked for. */
  void keep(byte[] bytes, int from, int to, Object value) {
    keys[slot] = Arrays.copyOfRange(bytes, from, to);
    values[slot] = value;
  }
}
