package io.studylake.compare;

import java.util.Arrays;

/**
 * Hashes of rows as a multiset, of which one pass holds a part. Safe for use by several threads
 * until it is compared.
 */
final class RowHashes {
  private final int pass;
  private final int passes;
  private long[] hashes;
  private int size;

  /**
   * None yet.
   *
   * @param rows all rows that will be offered
   * @param pass which of the passes this is, from 0
   * @param passes a hash belongs to one of so many
   */
  RowHashes(long rows, int pass, int passes) {
    this.pass = pass;
    this.passes = passes;
    // What falls into a pass is not exactly its share.
    long share = passes == 1 ? rows : rows / passes + rows / passes / 16 + 1024;
    this.hashes = new long[Math.toIntExact(share)];
  }

  /** Takes in what belongs to this pass. */
  synchronized void add(long[] rows) {
    for (long hash : rows) {
      if (passes == 1 || Math.floorMod(hash, passes) == pass) {
        if (size == hashes.length) {
          hashes = Arrays.copyOf(hashes, size + size / 2 + 1024);
        }
        hashes[size] = hash;
        size++;
      }
    }
  }

  /** How many are in both; each as often as in that which has it less often. */
  long common(RowHashes other) {
    Arrays.sort(hashes, 0, size);
    Arrays.sort(other.hashes, 0, other.size);
    long common = 0;
    int left = 0;
    int right = 0;
    while (left < size && right < other.size) {
      int order = Long.compare(hashes[left], other.hashes[right]);
      common += order == 0 ? 1 : 0;
      left += order <= 0 ? 1 : 0;
      right += order >= 0 ? 1 : 0;
    }
    return common;
  }
}
