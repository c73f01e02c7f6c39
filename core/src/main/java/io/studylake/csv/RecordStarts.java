package io.studylake.csv;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some places where records start, with their lines, in order; the first is the file's first
 * record. What lies between two of them can be read without what is before it.
 */
public final class RecordStarts implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Records that are read together.
   *
   * @param offset bytes before the first of them
   * @param length their bytes; {@link Long#MAX_VALUE} up to the end of the file
   * @param line the line on which the first starts, from 1
   */
  public record Split(long offset, long length, long line) implements Serializable {}

  private long[] offsets = new long[16];
  private long[] lines = new long[16];
  private int size;

  /** The places of a file whose first record starts after its byte order mark. */
  RecordStarts(long firstOffset) {
    add(firstOffset, 1);
  }

  void add(long offset, long line) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * size);
      lines = Arrays.copyOf(lines, 2 * size);
    }
    offsets[size] = offset;
    lines[size] = line;
    size++;
  }

  /**
   * The whole file in splits of a size, or a little more.
   *
   * @param bytes bytes of the file
   * @param wanted bytes of a split, at least; those between two places are never cut
   */
  public List<Split> splits(long bytes, long wanted) {
    List<Split> splits = new ArrayList<>();
    int first = 0;
    for (int next = 1; next <= size; next++) {
      long end = next < size ? offsets[next] : bytes;
      if (next == size || end - offsets[first] >= wanted) {
        if (end > offsets[first]) {
          splits.add(new Split(offsets[first], end - offsets[first], lines[first]));
        }
        first = next;
      }
    }
    return List.copyOf(splits);
  }
}
