package io.studylake.meta;

import io.studylake.lake.SmallTable;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.SnapshotTables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;

/**
 * What the tables {@code meta.*} of a snapshot tell of the deliveries before. Runs are found by the
 * snapshots of {@code meta.datasets} themselves, so the files of older deliveries are not opened.
 */
public final class EarlierDeliveries {
  private final SnapshotTables snapshot;

  /** What a snapshot tells. */
  public EarlierDeliveries(SnapshotTables snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * A dataset in one delivery.
   *
   * @param runId the run that loaded the delivery
   * @param name lower case
   * @param rows its rows
   * @param changed whether its raw table was written anew
   */
  public record DatasetState(String runId, String name, long rows, boolean changed) {}

  /**
   * A column as the contents of one delivery described it.
   *
   * @param dataset lower case
   * @param column lower case
   * @param sasType {@code num} or {@code char}
   * @param length LENGTH, where given
   * @param format with width and decimals; empty when it had none
   * @param label empty when it had none
   * @param type in the tables
   */
  public record Column(
      String dataset,
      String column,
      String sasType,
      OptionalInt length,
      String format,
      String label,
      String type) {}

  /** Patients at a site in one delivery. */
  public record Site(String runId, SiteCount count) {}

  /** The latest deliveries, oldest first. */
  public List<SnapshotFacts.Run> latest(int most) {
    List<SnapshotFacts.Run> runs =
        new ArrayList<>(
            snapshot
                .table(SmallTable.META, "datasets")
                .map(table -> SnapshotFacts.runs(table, most))
                .orElse(List.of()));
    Collections.reverse(runs);
    return List.copyOf(runs);
  }

  /** Their datasets. */
  public List<DatasetState> datasets(List<SnapshotFacts.Run> runs) {
    return rows(
        "datasets",
        runs,
        record ->
            new DatasetState(
                text(record, "run_id"),
                text(record, "dataset"),
                (Long) record.getField("rows"),
                (Boolean) record.getField("raw_changed")));
  }

  /** Their patients by site; none for deliveries that were loaded before these were counted. */
  public List<Site> sites(List<SnapshotFacts.Run> runs) {
    return rows(
        SitesTable.NAME,
        runs,
        record -> {
          Long key = (Long) record.getField("location_key");
          return new Site(
              text(record, "run_id"),
              new SiteCount(
                  key == null ? OptionalLong.empty() : OptionalLong.of(key),
                  text(record, "location"),
                  (Long) record.getField("patients")));
        });
  }

  /** The columns of the delivery that a run loaded. */
  public List<Column> columns(String runId) {
    return rows(
        "columns",
        List.of(new SnapshotFacts.Run(runId, "")),
        record -> {
          Integer length = (Integer) record.getField("length");
          return new Column(
              text(record, "dataset"),
              text(record, "column"),
              text(record, "sas_type"),
              length == null ? OptionalInt.empty() : OptionalInt.of(length),
              text(record, "format"),
              text(record, "label"),
              text(record, "type"));
        });
  }

  private <T> List<T> rows(
      String name, List<SnapshotFacts.Run> runs, java.util.function.Function<Record, T> row) {
    if (runs.isEmpty()) {
      return List.of();
    }
    List<String> ids = runs.stream().map(SnapshotFacts.Run::id).toList();
    return snapshot
        .table(SmallTable.META, name)
        .map((Table table) -> SmallTable.read(table, Expressions.in("run_id", ids), row))
        .orElse(List.of());
  }

  private static String text(Record record, String column) {
    return Objects.toString(record.getField(column), "");
  }
}
