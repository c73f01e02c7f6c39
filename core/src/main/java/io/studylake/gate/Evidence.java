package io.studylake.gate;

import io.studylake.base.BaseTable;
import io.studylake.base.Members;
import io.studylake.change.Drift;
import io.studylake.compare.RowDifference;
import io.studylake.ingest.RawTable;
import io.studylake.keys.KeyMapState;
import io.studylake.lake.ColumnFacts;
import io.studylake.lake.SnapshotFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the gate judges on.
 *
 * @param parent the snapshot that the delivery is compared with
 * @param delivered the delivery
 * @param keyed what giving keys brought; {@link Keyed#NONE} in a dry run
 */
public record Evidence(Parent parent, Delivered delivered, Keyed keyed) {
  /**
   * The snapshot that a delivery is compared with. Before the first delivery it has no datasets.
   *
   * @param name as people name it: a delivery, else a commit
   * @param sameDelivery whether it holds an earlier revision of this very delivery
   * @param datasets its raw tables, by dataset
   * @param columns what their manifests tell, by dataset
   */
  public record Parent(
      String name,
      boolean sameDelivery,
      Map<String, SnapshotFacts> datasets,
      Map<String, ColumnFacts> columns) {}

  /**
   * The delivery.
   *
   * @param startedAt when its run began
   * @param raw its raw tables
   * @param columns what their manifests tell, by dataset; empty in a dry run, which writes none
   * @param rows how its rows differ from those of the parent, by dataset, where that was looked at
   * @param roles which column tells what, for example {@code usubjid} by {@code patient}
   * @param drift how its contents describe columns otherwise than those of the parent
   */
  public record Delivered(
      Instant startedAt,
      List<RawTable> raw,
      Map<String, ColumnFacts> columns,
      Map<String, RowDifference> rows,
      Map<String, String> roles,
      List<Drift> drift) {}

  /**
   * What giving keys brought.
   *
   * @param base the base tables
   * @param members who is in the parent snapshot and in the delivery
   * @param keyMaps the state of each key map
   * @param withoutSubject patients of the delivery without a row in its subject datasets; empty
   *     when it has none
   */
  public record Keyed(
      List<BaseTable> base,
      Members members,
      List<KeyMapState> keyMaps,
      OptionalLong withoutSubject) {
    /** No keys were given. */
    public static final Keyed NONE =
        new Keyed(List.of(), new Members(Map.of(), Map.of()), List.of(), OptionalLong.empty());
  }
}
