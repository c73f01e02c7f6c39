package io.studylake.keys;

import java.util.List;

/**
 * Gives keys to natural keys that have none: dense, deterministic, the same under retry and any
 * parallelism. A new key is the highest key ever given, plus the offset of the natural key's
 * bucket, plus its rank in the bucket in order of the natural key. Buckets are {@code
 * pmod(xxhash64(natural key), N)}, with N kept in the key map.
 *
 * <p>Both implementations give the same keys; a test holds them to it.
 */
interface KeyAllocation {
  /** Extends the key maps by what they miss. */
  KeyMaps extend(NaturalKeys natural, List<KeyMap> maps, KeyRules rules);
}
