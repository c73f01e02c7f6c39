package io.studylake.run;

import io.studylake.change.Drift;
import io.studylake.change.MetadataDrift;
import io.studylake.compare.RowDifference;
import io.studylake.gate.Evidence;
import io.studylake.ingest.RawTable;
import io.studylake.ingest.StudySchema;
import io.studylake.keys.KeyRules;
import io.studylake.lake.ColumnFacts;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.SnapshotTables;
import io.studylake.meta.EarlierDeliveries;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects what the gate judges on. */
final class GateEvidence {
  private final Attempt attempt;
  private final VersionStore store;
  private final CommitId parent;
  private final SnapshotTables before;

  /** Evidence on a run against the snapshot that its data start from. */
  GateEvidence(Attempt attempt, VersionStore store, CommitId parent, SnapshotTables before) {
    this.attempt = attempt;
    this.store = store;
    this.parent = parent;
    this.before = before;
  }

  /** Evidence of a run that wrote no tables and gave no keys. */
  Evidence dry(StudySchema schema, List<RawTable> raw, KeyRules rules) {
    return of(schema, raw, rules, parent(), Map.of(), Map.of(), Evidence.Keyed.NONE);
  }

  /**
   * Evidence of a run that wrote its tables.
   *
   * @param rows how its rows differ from those of the parent, by dataset
   */
  Evidence of(
      StudySchema schema,
      List<RawTable> raw,
      KeyRules rules,
      SnapshotTables staged,
      Map<String, RowDifference> rows,
      Evidence.Keyed keyed) {
    Evidence.Parent parentFacts = parent();
    Map<String, ColumnFacts> columns = new TreeMap<>();
    for (RawTable table : raw) {
      // An unchanged table has the columns that it had.
      Optional.ofNullable(parentFacts.columns().get(table.dataset()))
          .filter(facts -> !table.changed())
          .or(() -> staged.table(RawTable.NAMESPACE, table.dataset()).map(ColumnFacts::of))
          .ifPresent(facts -> columns.put(table.dataset(), facts));
    }
    return of(schema, raw, rules, parentFacts, columns, rows, keyed);
  }

  private Evidence of(
      StudySchema schema,
      List<RawTable> raw,
      KeyRules rules,
      Evidence.Parent parentFacts,
      Map<String, ColumnFacts> columns,
      Map<String, RowDifference> rows,
      Evidence.Keyed keyed) {
    return new Evidence(
        parentFacts,
        new Evidence.Delivered(
            attempt.startedAt(), raw, columns, rows, rules.roles().columns(), drift(schema)),
        keyed);
  }

  private Evidence.Parent parent() {
    Map<String, SnapshotFacts> datasets = new TreeMap<>();
    Map<String, ColumnFacts> columns = new TreeMap<>();
    for (String dataset : before.names(RawTable.NAMESPACE)) {
      before
          .table(RawTable.NAMESPACE, dataset)
          .ifPresent(
              table -> {
                datasets.put(dataset, SnapshotFacts.of(table));
                columns.put(dataset, ColumnFacts.of(table));
              });
    }
    String name = ParentName.of(store, parent);
    return new Evidence.Parent(name, name.equals(attempt.entry().delivery()), datasets, columns);
  }

  private List<Drift> drift(StudySchema schema) {
    return ParentName.run(store, parent)
        .map(
            run ->
                MetadataDrift.of(Optional.of(schema), new EarlierDeliveries(before).columns(run)))
        .orElse(List.of());
  }
}
