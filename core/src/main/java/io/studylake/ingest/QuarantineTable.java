package io.studylake.ingest;

import io.studylake.delivery.DeliveredFile;
import io.studylake.lake.SmallTable;
import io.studylake.lake.WorkBranch;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The table {@code quarantine.<dataset>}: records that were set aside, whole. It only grows: a
 * record that was loaded later is marked. A record is known by the hash of its file and its line,
 * so it is found again whichever delivery brought the same file.
 */
final class QuarantineTable {
  private static final String SHA256 = "sha256";
  private static final String LINE = "line";
  private static final String REPLAYED_BY_RUN = "replayed_by_run";
  private static final String REPLAYED_IN_DELIVERY = "replayed_in_delivery";
  private static final String REPLAYED_IN_REVISION = "replayed_in_revision";
  private static final String REPLAYED_AT = "replayed_at";

  private static final Schema SCHEMA =
      new Schema(
          text(1, "delivery", "Name of the delivery"),
          NestedField.optional(
              2, "revision", Types.IntegerType.get(), "1, or more when it was replaced"),
          text(3, "run_id", "Run that set the record aside"),
          text(4, "file", "Delivered file"),
          text(5, SHA256, "SHA-256 of the file"),
          NestedField.optional(6, LINE, Types.LongType.get(), "Line in it on which it starts"),
          text(7, "record", "The whole record as delivered"),
          text(8, "codes", "What is wrong with it: codes of problems, commas between"),
          text(9, REPLAYED_BY_RUN, "Run that loaded it later; null when none did"),
          text(10, REPLAYED_IN_DELIVERY, "Delivery that it was loaded with"),
          NestedField.optional(
              11, REPLAYED_IN_REVISION, Types.IntegerType.get(), "Revision of that delivery"),
          NestedField.optional(
              12,
              REPLAYED_AT,
              Types.TimestampType.withoutZone(),
              "Start of the run that loaded it, UTC"));

  private final SmallTable table;

  QuarantineTable(WorkBranch branch, String dataset) {
    this.table =
        SmallTable.quarantine(
            branch, dataset, SCHEMA, "Records of %s that were set aside".formatted(dataset));
  }

  /** Adds records of a file. */
  void append(LoadedAs as, DeliveredFile file, List<QuarantinedRecord> records) {
    List<List<Object>> rows = new ArrayList<>();
    for (QuarantinedRecord record : records) {
      rows.add(
          Arrays.asList(
              as.delivery(),
              as.revision(),
              as.runId(),
              file.fileName(),
              file.archived().sha256(),
              record.line(),
              record.text(),
              record.codes().stream().map(Enum::name).collect(Collectors.joining(",")),
              null,
              null,
              null,
              null));
    }
    table.append(rows);
  }

  /**
   * Marks the records of a file that are loaded now, and adds those that were not set aside before.
   *
   * @param still the records that are set aside now
   * @return records marked
   */
  long settle(LoadedAs as, DeliveredFile file, List<QuarantinedRecord> still) {
    Set<Long> stillLines = still.stream().map(QuarantinedRecord::line).collect(Collectors.toSet());
    Set<Long> known = new HashSet<>();
    Map<String, Object> mark = mark(as);
    Set<Long> marked = new HashSet<>();
    table.revise(
        record -> {
          boolean waiting =
              file.archived().sha256().equals(record.getField(SHA256))
                  && record.getField(REPLAYED_BY_RUN) == null;
          if (!waiting) {
            return record;
          }
          Long line = (Long) record.getField(LINE);
          if (stillLines.contains(line)) {
            known.add(line);
            return record;
          }
          marked.add(line);
          return record.copy(mark);
        });
    List<QuarantinedRecord> others =
        still.stream().filter(record -> !known.contains(record.line())).toList();
    if (!others.isEmpty()) {
      append(as, file, others);
    }
    return marked.size();
  }

  private static Map<String, Object> mark(LoadedAs as) {
    Map<String, Object> mark = new HashMap<>();
    mark.put(REPLAYED_BY_RUN, as.runId());
    mark.put(REPLAYED_IN_DELIVERY, as.delivery());
    mark.put(REPLAYED_IN_REVISION, as.revision());
    mark.put(REPLAYED_AT, LocalDateTime.ofInstant(as.at(), ZoneOffset.UTC));
    return mark;
  }

  private static NestedField text(int id, String name, String doc) {
    return NestedField.optional(id, name, Types.StringType.get(), doc);
  }
}
