package io.studylake.lake;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * What the current snapshot of a table tells, without reading data.
 *
 * @param rows its rows
 * @param fingerprint of everything that decided its content; empty when it was written elsewhere
 * @param delivery the delivery that wrote it; empty when it was written elsewhere
 * @param quarantined rows of its file that were set aside when it was written
 */
public record SnapshotFacts(long rows, String fingerprint, String delivery, long quarantined) {
  private static final String FINGERPRINT = "studylake.fingerprint";
  private static final String DELIVERY = "studylake.delivery";
  private static final String QUARANTINED = "studylake.quarantined";
  private static final String RUN = "studylake.run";

  /** The facts of a table; of one that was never written: no rows, no fingerprint. */
  public static SnapshotFacts of(Table table) {
    Snapshot snapshot = table.currentSnapshot();
    Map<String, String> summary = snapshot == null ? Map.of() : snapshot.summary();
    return new SnapshotFacts(
        Long.parseLong(summary.getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0")),
        summary.getOrDefault(FINGERPRINT, ""),
        summary.getOrDefault(DELIVERY, ""),
        Long.parseLong(summary.getOrDefault(QUARANTINED, "0")));
  }

  /** What a run writes into the summary of each snapshot it makes. */
  static Map<String, String> summary(String fingerprint, String delivery, RunId run) {
    return Map.of(FINGERPRINT, fingerprint, DELIVERY, delivery, RUN, run.value());
  }

  /** The same of a table of whose file rows were set aside. */
  static Map<String, String> withQuarantined(Map<String, String> summary, long rows) {
    Map<String, String> all = new HashMap<>(summary);
    all.put(QUARANTINED, Long.toString(rows));
    return all;
  }

  /**
   * A run that wrote to a table.
   *
   * @param id the run
   * @param delivery the delivery that it worked on, as it is tagged
   */
  public record Run(String id, String delivery) {}

  /** The runs that wrote to a table, the latest first; each once. */
  public static List<Run> runs(Table table, int most) {
    Set<Run> runs = new LinkedHashSet<>();
    for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
      Map<String, String> summary = snapshot.summary();
      if (summary.containsKey(RUN) && runs.size() < most) {
        runs.add(new Run(summary.get(RUN), summary.getOrDefault(DELIVERY, "")));
      }
    }
    return List.copyOf(runs);
  }

  /** A figure of the summary of a table's current snapshot. */
  public static Optional<Long> figure(Table table, String name) {
    return Optional.ofNullable(table.currentSnapshot())
        .map(snapshot -> snapshot.summary().get(name))
        .map(Long::valueOf);
  }
}
