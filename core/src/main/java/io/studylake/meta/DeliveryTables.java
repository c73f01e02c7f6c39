package io.studylake.meta;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.DatasetSchema;
import io.studylake.delivery.DeliveredFile;
import io.studylake.lake.SmallTable;
import io.studylake.lake.SnapshotTables;
import io.studylake.lake.WorkBranch;
import io.studylake.problem.Problem;
import io.studylake.sas.FormatState;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * What each delivery held: {@code meta.deliveries} (a row per run that got so far), {@code
 * meta.datasets} (a row per dataset), {@code meta.columns} (a row per column of the contents) and
 * {@code meta.problems} (a row per listed problem, with the values of bad cells).
 */
public final class DeliveryTables {
  private static final Type TEXT = Types.StringType.get();
  private static final Type NUMBER = Types.LongType.get();
  private static final Type WHOLE = Types.IntegerType.get();
  private static final Type TIME = Types.TimestampType.withoutZone();
  private static final String FORMAT_STATE = "format_state";
  private static final Type FLAG = Types.BooleanType.get();

  private final SmallTable deliveries;
  private final SmallTable datasets;
  private final SmallTable columns;
  private final SmallTable problems;

  /** The tables on a branch. */
  public DeliveryTables(WorkBranch branch) {
    this.deliveries =
        SmallTable.meta(branch, "deliveries", DELIVERIES, "One row per delivery and revision");
    this.datasets =
        SmallTable.meta(branch, "datasets", DATASETS, "One row per delivery and dataset");
    this.columns =
        SmallTable.meta(
            branch, "columns", COLUMNS, "One row per delivery and column of the contents");
    this.problems =
        SmallTable.meta(branch, "problems", PROBLEMS, "One row per delivery and listed problem");
  }

  /** Adds what a run found out. */
  public void append(DeliveryFacts facts) {
    datasets.append(datasetRows(facts));
    columns.append(columnRows(facts));
    problems.append(problemRows(facts));
    // Last: whoever sees the delivery sees all of it.
    deliveries.append(List.of(deliveryRow(facts)));
  }

  /**
   * Notes that what stopped a run was accepted, so that it passed.
   *
   * @param accepted the rules, each with reason and user
   */
  public void accept(String runId, String accepted) {
    deliveries.revise(
        row -> {
          if (!runId.equals(row.getField("run_id"))) {
            return row;
          }
          Record passed = row.copy();
          passed.setField("passed", true);
          Object before = row.getField("accepted");
          passed.setField("accepted", before == null ? accepted : before + "; " + accepted);
          return passed;
        });
  }

  /** Problems that stop a run's delivery, as the run itself wrote into a snapshot. */
  public static long errors(SnapshotTables snapshot, String runId) {
    return snapshot
        .table(SmallTable.META, "deliveries")
        .map(
            table ->
                SmallTable.read(
                    table,
                    Expressions.equal("run_id", runId),
                    row -> (Long) row.getField("errors")))
        .orElse(List.of())
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Adds what a restore did. */
  public void append(RestoreFacts facts) {
    deliveries.append(List.of(restoreRow(facts)));
  }

  /**
   * What the columns of user formats hold in the parent snapshot.
   *
   * @param run the run whose delivery that snapshot holds; empty when it holds none
   */
  public FormatStates formatStatesOfParent(Optional<String> run) {
    Map<String, Map<String, FormatState>> states = new TreeMap<>();
    run.ifPresent(id -> columns.parentRows(row -> row).forEach(row -> addState(row, id, states)));
    return new FormatStates(states);
  }

  private static void addState(
      Record row, String runId, Map<String, Map<String, FormatState>> states) {
    // A table of an older version has no such column yet.
    FormatState.ofWord((String) row.getField(FORMAT_STATE))
        .filter(state -> runId.equals(row.getField("run_id")))
        .ifPresent(
            state ->
                states
                    .computeIfAbsent((String) row.getField("dataset"), name -> new TreeMap<>())
                    .put((String) row.getField("column"), state));
  }

  private static final Schema DELIVERIES =
      schema(
          field("delivery", TEXT, "Name of the delivery"),
          field("revision", WHOLE, "1, or more when it was replaced"),
          field("run_id", TEXT, "Run that loaded it"),
          field("content_id", TEXT, "SHA-256 over the names and hashes of its files"),
          field("started_at", TIME, "Start of the run, UTC"),
          field("base_commit", TEXT, "Head of main that the run started from"),
          field("parent_commit", TEXT, "Snapshot that it was compared with"),
          field("preset", TEXT, "Preset that told the key columns"),
          field("datasets", WHOLE, "Datasets delivered"),
          field("rows", NUMBER, "Rows of all raw tables"),
          field("quarantined_rows", NUMBER, "Rows that are set aside in quarantine.<dataset>"),
          field("policy", TEXT, "fail or quarantine"),
          field("errors", NUMBER, "Problems that stop a delivery"),
          field("warnings", NUMBER, "Problems that do not"),
          field("passed", FLAG, "Whether the gate let it pass"),
          field("settings_id", TEXT, "Fingerprint of the settings it was read with"),
          field("kind", TEXT, "delivery, replay or restore; null where an older version wrote it"),
          field("restored_commit", TEXT, "Snapshot that main was taken to; of a restore alone"),
          field("accepted", TEXT, "What was accepted of the gate: rule, why, by whom; else null"));

  private static List<Object> deliveryRow(DeliveryFacts facts) {
    return Arrays.asList(
        facts.id().delivery(),
        facts.id().revision(),
        facts.id().runId(),
        facts.contentId(),
        LocalDateTime.ofInstant(facts.startedAt(), ZoneOffset.UTC),
        facts.baseCommit(),
        facts.parentCommit(),
        facts.preset(),
        facts.datasets().size(),
        facts.datasets().stream().mapToLong(DeliveryFacts.DatasetFacts::rows).sum(),
        facts.datasets().stream().mapToLong(DeliveryFacts.DatasetFacts::quarantined).sum(),
        facts.policy(),
        facts.errors(),
        facts.warnings(),
        facts.passed(),
        facts.settingsId(),
        facts.kind().word(),
        null,
        textOrNull(String.join("; ", facts.accepted())));
  }

  private static List<Object> restoreRow(RestoreFacts facts) {
    return Arrays.asList(
        facts.delivery(),
        facts.revision(),
        facts.runId(),
        facts.contentId(),
        LocalDateTime.ofInstant(facts.startedAt(), ZoneOffset.UTC),
        facts.baseCommit(),
        facts.baseCommit(),
        null,
        facts.datasets(),
        facts.rows(),
        null,
        null,
        null,
        null,
        true,
        null,
        RunKind.RESTORE.word(),
        facts.restoredCommit(),
        null);
  }

  private static final Schema DATASETS =
      schema(
          field("delivery", TEXT, "Name of the delivery"),
          field("revision", WHOLE, "1, or more when it was replaced"),
          field("run_id", TEXT, "Run that loaded it"),
          field("dataset", TEXT, "Dataset, lower case"),
          field("label", TEXT, "Label of the dataset"),
          field("file", TEXT, "Delivered file"),
          field("sha256", TEXT, "SHA-256 of the file"),
          field("bytes", NUMBER, "Size of the file"),
          field("rows", NUMBER, "Rows of the raw table"),
          field("quarantined_rows", NUMBER, "Rows that are set aside in quarantine.<dataset>"),
          field("columns", WHOLE, "Columns of the contents"),
          field("raw_changed", FLAG, "Whether the raw table was written anew"),
          field("base_changed", FLAG, "Whether the base table was written anew"));

  private static List<List<Object>> datasetRows(DeliveryFacts facts) {
    List<List<Object>> rows = new ArrayList<>();
    for (DeliveryFacts.DatasetFacts dataset : facts.datasets()) {
      rows.add(
          Arrays.asList(
              facts.id().delivery(),
              facts.id().revision(),
              facts.id().runId(),
              dataset.schema().name(),
              dataset.schema().label(),
              dataset.file().map(DeliveredFile::fileName).orElse(null),
              dataset.file().map(file -> file.archived().sha256()).orElse(null),
              dataset.file().map(file -> file.archived().sizeBytes()).orElse(null),
              dataset.rows(),
              dataset.quarantined(),
              dataset.schema().columns().size(),
              dataset.rawChanged(),
              dataset.baseChanged()));
    }
    return rows;
  }

  private static final Schema COLUMNS =
      schema(
          field("delivery", TEXT, "Name of the delivery"),
          field("revision", WHOLE, "1, or more when it was replaced"),
          field("run_id", TEXT, "Run that loaded it"),
          field("dataset", TEXT, "Dataset, lower case"),
          field("column", TEXT, "Column of the tables, lower case"),
          field("sas_name", TEXT, "Column as the contents write it"),
          field("position", WHOLE, "Position in the raw table, from 1"),
          field("sas_type", TEXT, "num or char"),
          field("length", WHOLE, "LENGTH in bytes; null when not given"),
          field("format", TEXT, "SAS format with width and decimals; null when none"),
          field("label", TEXT, "Label; null when none"),
          field("type", TEXT, "Type of the column in the tables"),
          field(
              FORMAT_STATE,
              TEXT,
              "What a column of a user format holds: coded, decoded or mixed; null for others"));

  private static List<List<Object>> columnRows(DeliveryFacts facts) {
    List<List<Object>> rows = new ArrayList<>();
    for (DeliveryFacts.DatasetFacts dataset : facts.datasets()) {
      DatasetSchema schema = dataset.schema();
      for (int i = 0; i < schema.columns().size(); i++) {
        ColumnSchema column = schema.columns().get(i);
        rows.add(
            Arrays.asList(
                facts.id().delivery(),
                facts.id().revision(),
                facts.id().runId(),
                schema.name(),
                column.name(),
                column.sasName(),
                i + 1,
                column.sasType().name().toLowerCase(Locale.ROOT),
                column.length().isPresent() ? column.length().getAsInt() : null,
                textOrNull(column.format().toString()),
                textOrNull(column.label()),
                column.type().icebergType().toString(),
                Optional.ofNullable(dataset.formatStates().get(column.name()))
                    .map(FormatState::word)
                    .orElse(null)));
      }
    }
    return rows;
  }

  private static final Schema PROBLEMS =
      schema(
          field("delivery", TEXT, "Name of the delivery"),
          field("revision", WHOLE, "1, or more when it was replaced"),
          field("run_id", TEXT, "Run that found it"),
          field("dataset", TEXT, "Dataset of the file, lower case; null for the contents"),
          field("file", TEXT, "Delivered file"),
          field("line", NUMBER, "Line in it, from 1; null when not known"),
          field("column", TEXT, "Column; null for a whole record or file"),
          field("code", TEXT, "Kind of defect"),
          field("severity", TEXT, "error, warning or note"),
          field("raw_value", TEXT, "The cell as delivered; null when no cell is meant"),
          field("message", TEXT, "What is wrong and what to do"));

  private static List<List<Object>> problemRows(DeliveryFacts facts) {
    List<List<Object>> rows = new ArrayList<>();
    for (DeliveryFacts.ListedProblem listed : facts.problems()) {
      Problem problem = listed.problem();
      rows.add(
          Arrays.asList(
              facts.id().delivery(),
              facts.id().revision(),
              facts.id().runId(),
              listed.dataset().orElse(null),
              problem.file(),
              problem.line().isPresent() ? problem.line().getAsLong() : null,
              problem.column().orElse(null),
              problem.code().name(),
              problem.severity().name().toLowerCase(Locale.ROOT),
              problem.value().orElse(null),
              problem.message()));
    }
    return rows;
  }

  private static Object textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private record Field(String name, Type type, String doc) {}

  private static Field field(String name, Type type, String doc) {
    return new Field(name, type, doc);
  }

  private static Schema schema(Field... fields) {
    List<NestedField> all = new ArrayList<>();
    for (Field field : fields) {
      all.add(NestedField.optional(all.size() + 1, field.name(), field.type(), field.doc()));
    }
    return new Schema(all);
  }
}
