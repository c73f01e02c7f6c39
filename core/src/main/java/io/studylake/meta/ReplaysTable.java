package io.studylake.meta;

import io.studylake.lake.SmallTable;
import io.studylake.lake.WorkBranch;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The table {@code meta.replays}: who had which dataset loaded again, when, why and to what end.
 */
public final class ReplaysTable {
  private static final Type TEXT = Types.StringType.get();
  private static final Type NUMBER = Types.LongType.get();
  private static final Type WHOLE = Types.IntegerType.get();

  private static final Schema SCHEMA =
      new Schema(
          field(1, "delivery", TEXT, "Name of the delivery"),
          field(2, "from_revision", WHOLE, "Revision that was loaded again"),
          field(3, "to_revision", WHOLE, "Revision that the replay made"),
          field(4, "run_id", TEXT, "Run that did it"),
          field(5, "at", Types.TimestampType.withoutZone(), "Start of the run, UTC"),
          field(6, "user", TEXT, "Who asked for it"),
          field(7, "reason", TEXT, "Why; null when none was given"),
          field(8, "dataset", TEXT, "Dataset, lower case"),
          field(9, "replayed_rows", NUMBER, "Rows set aside before and loaded now"),
          field(10, "still_quarantined", NUMBER, "Rows that are set aside now"),
          field(11, "settings_before", TEXT, "Fingerprint of the settings of that revision"),
          field(12, "settings_after", TEXT, "Fingerprint of the settings of this run"));

  private final SmallTable table;

  /** The table on a branch. */
  public ReplaysTable(WorkBranch branch) {
    this.table = SmallTable.meta(branch, "replays", SCHEMA, "One row per replay and dataset");
  }

  /** Adds what a replay did. */
  public void append(ReplayFacts facts) {
    List<List<Object>> rows = new ArrayList<>();
    for (ReplayFacts.DatasetReplay dataset : facts.datasets()) {
      rows.add(
          Arrays.asList(
              facts.id().delivery(),
              facts.fromRevision(),
              facts.id().revision(),
              facts.id().runId(),
              LocalDateTime.ofInstant(facts.at(), ZoneOffset.UTC),
              facts.user(),
              facts.reason().isEmpty() ? null : facts.reason(),
              dataset.dataset(),
              dataset.replayed(),
              dataset.stillQuarantined(),
              facts.settingsBefore(),
              facts.settingsAfter()));
    }
    table.append(rows);
  }

  private static NestedField field(int id, String name, Type type, String doc) {
    return NestedField.optional(id, name, type, doc);
  }
}
