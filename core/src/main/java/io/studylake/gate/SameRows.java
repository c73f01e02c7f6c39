package io.studylake.gate;

import io.studylake.base.BaseTable;
import io.studylake.ingest.RawTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A base table has exactly its raw table's rows. */
final class SameRows implements Rule {
  @Override
  public String name() {
    return "rows-differ";
  }

  @Override
  public List<Finding> judge(Evidence evidence) {
    Map<String, Long> base =
        evidence.keyed().base().stream()
            .collect(Collectors.toMap(BaseTable::dataset, BaseTable::rows));
    return evidence.delivered().raw().stream()
        .filter(raw -> raw.rows() != base.getOrDefault(raw.dataset(), -1L))
        .map(raw -> finding(raw, base.getOrDefault(raw.dataset(), 0L)))
        .toList();
  }

  private Finding finding(RawTable raw, long baseRows) {
    return new Finding(
        name(),
        Level.STOP,
        ("raw.%s has %,d rows, base.%s has %,d. This is a defect of studylake, not of the delivery:"
                + " please report it with the run's log.")
            .formatted(raw.dataset(), raw.rows(), raw.dataset(), baseRows));
  }
}
