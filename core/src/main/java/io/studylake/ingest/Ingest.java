package io.studylake.ingest;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.DatasetSchema;
import io.studylake.contents.ReconciledDataset;
import io.studylake.delivery.Fingerprint;
import io.studylake.lake.SchemaChange;
import io.studylake.lake.SideBySide;
import io.studylake.lake.SideBySide.Work;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.WorkBranch;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.progress.Progress;
import io.studylake.sas.FormatState;
import io.studylake.sas.UserFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Step 4: each dataset becomes its raw table; one whose file, contents rows and reader settings are
 * as before stays as it is.
 */
public final class Ingest {
  private static final String STEP = "Ingest";

  private final WorkBranch branch;
  private final DeliveryReader reader;
  private final Quarantine quarantine;
  private final SideBySide sideBySide;
  private final Progress progress;
  private final Problems problems;

  /** Ingests into a branch; what is wrong with the data goes to {@code problems}. */
  public Ingest(
      WorkBranch branch,
      DeliveryReader reader,
      Quarantine quarantine,
      SideBySide sideBySide,
      Progress progress,
      Problems problems) {
    this.branch = branch;
    this.reader = reader;
    this.quarantine = quarantine;
    this.sideBySide = sideBySide;
    this.progress = progress;
    this.problems = problems;
  }

  /** Brings all raw tables up to date and drops those of datasets that are no more. */
  public List<RawTable> all(StudySchema schema) {
    Map<String, RawTable> tables = new TreeMap<>();
    List<Work<RawTable>> works = new ArrayList<>();
    for (DatasetSchema dataset : schema.datasets()) {
      Optional<ReconciledDataset> file = schema.withFile(dataset.name());
      String fingerprint = fingerprint(reader, dataset, file, schema.formats());
      Optional<SnapshotFacts> before =
          branch.table(RawTable.NAMESPACE, dataset.name()).map(SnapshotFacts::of);
      if (before.filter(table -> mayStay(table, fingerprint)).isPresent()) {
        tables.put(dataset.name(), unchanged(dataset, file, before.get()));
      } else {
        works.add(
            new Work<>(
                "ingest " + dataset.name(),
                () -> write(dataset, file, schema.formats(), fingerprint)));
      }
    }
    progress.step(
        STEP, "%d datasets, %d unchanged".formatted(schema.datasets().size(), tables.size()));
    sideBySide.run(works).forEach(table -> tables.put(table.dataset(), table));
    if (!problems.stopDelivery()) {
      // Else a dataset may be missing here only because its own file has an error.
      drop(tables);
    }
    return List.copyOf(tables.values());
  }

  private boolean mayStay(SnapshotFacts table, String fingerprint) {
    return table.fingerprint().equals(fingerprint) && quarantine.mayStay(table);
  }

  private RawTable unchanged(
      DatasetSchema dataset, Optional<ReconciledDataset> file, SnapshotFacts table) {
    file.ifPresent(f -> quarantine.check(f, table, problems));
    return new RawTable(
        dataset.name(),
        StudySchema.names(dataset),
        table.rows(),
        table.quarantined(),
        0,
        table.fingerprint(),
        false,
        Map.of(),
        List.of());
  }

  /** What decides the content of a raw table. */
  static String fingerprint(
      DeliveryReader reader,
      DatasetSchema dataset,
      Optional<ReconciledDataset> file,
      UserFormats formats) {
    return Fingerprint.of(
        file.map(f -> f.file().archived().sha256()).orElse("no file"),
        dataset.fingerprint(formats),
        reader.fingerprint());
  }

  private RawTable write(
      DatasetSchema dataset,
      Optional<ReconciledDataset> file,
      UserFormats formats,
      String fingerprint) {
    progress.begin(STEP, dataset.name());
    List<SchemaChange> changes =
        branch.shape(
            RawTable.NAMESPACE, dataset.name(), schema(dataset), dataset.label(), Map.of());
    report(dataset, file, changes, problems);
    Written written =
        file.isPresent() ? read(file.get(), formats, fingerprint) : empty(dataset, fingerprint);
    progress.end(STEP, dataset.name(), written.words());
    return new RawTable(
        dataset.name(),
        StudySchema.names(dataset),
        written.rows(),
        written.aside().quarantined(),
        written.aside().replayed(),
        fingerprint,
        true,
        written.formatStates(),
        changes);
  }

  private record Written(
      long rows, Quarantine.Settled aside, Map<String, FormatState> formatStates) {
    String words() {
      return aside.quarantined() == 0
          ? "%,d rows".formatted(rows)
          : "%,d rows, %,d set aside".formatted(rows, aside.quarantined());
    }
  }

  private Written read(ReconciledDataset dataset, UserFormats formats, String fingerprint) {
    ReadDataset read = reader.read(branch.spark(), dataset, formats);
    SnapshotFacts written =
        branch.replace(RawTable.NAMESPACE, dataset.schema().name(), read.rows(), fingerprint);
    SetAside aside = read.report(written.rows(), problems);
    return new Written(
        written.rows(), quarantine.settle(dataset, written, aside, problems), read.formatStates());
  }

  private Written empty(DatasetSchema dataset, String fingerprint) {
    return new Written(
        branch.clear(RawTable.NAMESPACE, dataset.name(), fingerprint).rows(),
        Quarantine.Settled.NOTHING,
        Map.of());
  }

  /** Reports columns that are no more, or of another type. */
  static void report(
      DatasetSchema dataset,
      Optional<ReconciledDataset> file,
      List<SchemaChange> changes,
      Problems problems) {
    String name = file.map(f -> f.file().fileName()).orElse(dataset.name() + ".csv");
    for (SchemaChange change : changes) {
      switch (change.kind()) {
        case DROPPED ->
            problems.add(
                Problem.of(
                        ProblemCode.COLUMN_DROPPED,
                        name,
                        ("Column %s of %s is not delivered any more; earlier snapshots keep it. Ask"
                                + " the sponsor whether that is meant.")
                            .formatted(change.column(), dataset.name()))
                    .inColumn(change.column()));
        case TYPE_CHANGED ->
            problems.add(
                Problem.of(
                        ProblemCode.TYPE_CHANGED,
                        name,
                        ("Column %s of %s was %s and is %s now; queries over both snapshots have to"
                                + " cast. Ask the sponsor whether that is meant.")
                            .formatted(change.column(), dataset.name(), change.from(), change.to()))
                    .inColumn(change.column()));
        case ADDED -> {
          // New columns are what deliveries bring; meta.columns shows them.
        }
      }
    }
  }

  private void drop(Map<String, RawTable> now) {
    for (String table : branch.tables(RawTable.NAMESPACE)) {
      if (!now.containsKey(table)) {
        branch.drop(RawTable.NAMESPACE, table);
        problems.add(dropped(table));
      }
    }
  }

  static Problem dropped(String dataset) {
    return Problem.of(
        ProblemCode.DATASET_DROPPED,
        dataset + ".csv",
        "Dataset %s is not delivered any more; earlier snapshots keep it.".formatted(dataset));
  }

  static Schema schema(DatasetSchema dataset) {
    List<NestedField> fields = new ArrayList<>();
    for (ColumnSchema column : dataset.columns()) {
      fields.add(
          NestedField.optional(
              fields.size() + 1,
              column.name(),
              column.type().icebergType(),
              column.label().isEmpty() ? null : column.label()));
    }
    fields.add(
        NestedField.optional(
            fields.size() + 1,
            RawTable.LINE,
            Types.LongType.get(),
            "Line in the archived file on which the record starts"));
    return new Schema(fields);
  }
}
