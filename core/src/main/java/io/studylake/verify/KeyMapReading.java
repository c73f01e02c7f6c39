package io.studylake.verify;

import io.studylake.keys.KeyMap;
import io.studylake.lake.SnapshotFacts;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Reads a key map: no key means two members, no member has two keys, no key is higher than the
 * highest ever given. Row by row: keys are remembered as bits, natural keys as hashes, of a bounded
 * number at a time, so that a map of any size is read in some 100 MB.
 */
final class KeyMapReading {
  /** So many natural keys are remembered in one pass over the map. */
  static final int REMEMBERED = 1_000_000;

  private static final int BITS = 1 << 20;

  private final Table table;
  private final String name;
  private final int remembered;
  private final String keyColumn;
  private final List<String> naturalKey;

  /** A check of one key map, named as in {@code keys.patient}. */
  KeyMapReading(Table table, String name, int remembered) {
    this.table = table;
    this.name = name;
    this.remembered = remembered;
    List<String> columns = table.schema().columns().stream().map(NestedField::name).toList();
    this.keyColumn = columns.get(0);
    this.naturalKey =
        columns.stream().skip(1).filter(column -> !column.equals(KeyMap.FIRST_DELIVERY)).toList();
  }

  /** What is wrong with the map. */
  List<Remark> remarks() {
    List<Remark> remarks = new ArrayList<>();
    try {
      checkKeys(remarks);
      checkNaturalKeys(remarks);
    } catch (IOException | RuntimeException e) {
      remarks.add(
          broken("the key map %s: which member a key means is lost".formatted(Reason.of(e))));
    }
    return remarks;
  }

  private void checkKeys(List<Remark> remarks) throws IOException {
    Optional<Long> highest = SnapshotFacts.figure(table, KeyMap.HIGHEST_KEY);
    Map<Long, BitSet> given = new HashMap<>();
    long rows = 0;
    long twice = 0;
    long impossible = 0;
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(table).select(keyColumn).build()) {
      for (Record row : records) {
        rows++;
        Object key = row.getField(keyColumn);
        if (!(key instanceof Long number)
            || number < 1
            || number > highest.orElse(Long.MAX_VALUE)) {
          impossible++;
          continue;
        }
        BitSet bits = given.computeIfAbsent(number / BITS, block -> new BitSet());
        int bit = (int) (number % BITS);
        twice += bits.get(bit) ? 1 : 0;
        bits.set(bit);
      }
    }
    if (rows > 0 && highest.isEmpty()) {
      remarks.add(broken("it does not say the highest key ever given: a key could be given again"));
    }
    if (twice > 0) {
      remarks.add(
          broken(
              "%,d rows have a key that another row has: a key means two members"
                  .formatted(twice)));
    }
    if (impossible > 0) {
      remarks.add(
          broken(
              "%,d rows have a key that is not between 1 and %s, the highest ever given: the next"
                      .formatted(impossible, highest.map(Object::toString).orElse("(not said)"))
                  + " delivery could give it again"));
    }
  }

  private void checkNaturalKeys(List<Remark> remarks) throws IOException {
    long rows = SnapshotFacts.of(table).rows();
    long passes = Math.max(1, (rows + remembered - 1) / remembered);
    long twice = 0;
    for (long pass = 0; pass < passes; pass++) {
      Set<UUID> seen = new HashSet<>();
      try (CloseableIterable<Record> records =
          IcebergGenerics.read(table).select(naturalKey).build()) {
        for (Record row : records) {
          UUID hash = hash(row);
          if (Math.floorMod(hash.getLeastSignificantBits(), passes) == pass && !seen.add(hash)) {
            twice++;
          }
        }
      }
    }
    if (twice > 0) {
      remarks.add(
          broken(
              "%,d rows have a natural key that another row has: a member has two keys"
                  .formatted(twice)));
    }
  }

  /** 122 bits of the parts, each with its length; a missing part is not an empty one. */
  private UUID hash(Record row) {
    List<byte[]> parts = new ArrayList<>();
    int length = 0;
    for (String column : naturalKey) {
      Object value = row.getField(column);
      byte[] part = value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
      parts.add(part);
      length += Integer.BYTES + (part == null ? 0 : part.length);
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      all.putInt(part == null ? -1 : part.length);
      if (part != null) {
        all.put(part);
      }
    }
    return UUID.nameUUIDFromBytes(all.array());
  }

  private Remark broken(String text) {
    return Remark.broken(name, text);
  }
}
