package io.studylake.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A base table has exactly its raw table's rows. */
final class SameRowCounts {
  private static final String RAW = "raw.";
  private static final String BASE = "base.";

  private SameRowCounts() {}

  /** What is wrong; tables whose rows could not be told are left out, they are found already. */
  static List<Remark> of(List<CheckedTable> tables) {
    Map<String, OptionalLong> rows = new TreeMap<>();
    tables.forEach(table -> rows.put(table.name(), table.state().rows()));
    List<Remark> remarks = new ArrayList<>();
    rows.forEach(
        (raw, rawRows) -> {
          if (!raw.startsWith(RAW)) {
            return;
          }
          String base = BASE + raw.substring(RAW.length());
          OptionalLong baseRows = rows.getOrDefault(base, OptionalLong.empty());
          if (!rows.containsKey(base)) {
            remarks.add(Remark.broken(base, "there is no such table beside %s".formatted(raw)));
          } else if (rawRows.isPresent() && baseRows.isPresent() && !rawRows.equals(baseRows)) {
            remarks.add(
                Remark.broken(
                    base,
                    "it has %,d rows, and %s has %,d: rows were lost or multiplied"
                        .formatted(baseRows.getAsLong(), raw, rawRows.getAsLong())));
          }
        });
    return remarks;
  }
}
