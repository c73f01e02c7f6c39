package io.studylake.keys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The normalised values that identify one member, as Spark compares and hashes them: by bytes,
 * nulls first, nulls left out of the hash.
 *
 * @param parts one text per role; null where an optional role has none
 */
record NaturalKey(List<UTF8String> parts) implements Comparable<NaturalKey> {
  /** The seed of Spark's function {@code xxhash64}. */
  private static final long SEED = 42L;

  static NaturalKey of(String... parts) {
    List<UTF8String> texts = new ArrayList<>(parts.length);
    for (String part : parts) {
      texts.add(UTF8String.fromString(part));
    }
    return new NaturalKey(Collections.unmodifiableList(texts));
  }

  /** {@code pmod(xxhash64(parts), buckets)}, as Spark's functions give it. */
  int bucket(int buckets) {
    long hash = SEED;
    for (UTF8String part : parts) {
      if (part != null) {
        hash =
            XXH64.hashUnsafeBytes(
                part.getBaseObject(), part.getBaseOffset(), part.numBytes(), hash);
      }
    }
    return (int) Math.floorMod(hash, (long) buckets);
  }

  @Override
  public int compareTo(NaturalKey other) {
    for (int i = 0; i < parts.size(); i++) {
      int order = compare(parts.get(i), other.parts.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(UTF8String left, UTF8String right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return left.binaryCompare(right);
  }

  /** The parts as Java texts; null where an optional role has none. */
  List<String> texts() {
    return Arrays.asList(
        parts.stream().map(part -> part == null ? null : part.toString()).toArray(String[]::new));
  }
}
