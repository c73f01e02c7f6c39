package io.studylake.ingest;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.studylake.contents.DatasetSchema;
import io.studylake.contents.ReconciledDataset;
import io.studylake.lake.SchemaChange;
import io.studylake.lake.SideBySide;
import io.studylake.lake.SideBySide.Work;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.SnapshotTables;
import io.studylake.problem.Problems;
import io.studylake.progress.Progress;
import io.studylake.sas.FormatState;
import io.studylake.sas.UserFormats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.SparkSession;

/**
 * Step 4 of a dry run: reads what {@link Ingest} would, and finds the same problems, but writes the
 * rows to nowhere.
 */
public final class DryIngest {
  private static final String STEP = "Check";

  private final SnapshotTables parent;
  private final DeliveryReader reader;
  private final QuarantinePolicy policy;
  private final Supplier<SparkSession> spark;
  private final Progress progress;
  private final Problems problems;

  /** Compares with a parent snapshot; what is wrong with the data goes to {@code problems}. */
  public DryIngest(
      SnapshotTables parent,
      DeliveryReader reader,
      QuarantinePolicy policy,
      Supplier<SparkSession> spark,
      Progress progress,
      Problems problems) {
    this.parent = parent;
    this.reader = reader;
    this.policy = policy;
    this.spark = spark;
    this.progress = progress;
    this.problems = problems;
  }

  /** The raw tables as a run would leave them. */
  public List<RawTable> all(StudySchema schema, int atOnce) {
    Map<String, RawTable> tables = new TreeMap<>();
    List<Work<RawTable>> works = new ArrayList<>();
    for (DatasetSchema dataset : schema.datasets()) {
      Optional<ReconciledDataset> file = schema.withFile(dataset.name());
      String fingerprint = Ingest.fingerprint(reader, dataset, file, schema.formats());
      Optional<Table> before = parent.table(RawTable.NAMESPACE, dataset.name());
      Optional<SnapshotFacts> facts = before.map(SnapshotFacts::of);
      if (facts.filter(table -> mayStay(table, fingerprint)).isPresent()) {
        SnapshotFacts table = facts.get();
        file.ifPresent(f -> policy.exceeds(f, table.rows(), table.quarantined(), problems));
        tables.put(
            dataset.name(),
            raw(
                dataset,
                new Counted(table.rows(), table.quarantined(), Map.of()),
                table.fingerprint(),
                false,
                List.of()));
      } else {
        works.add(
            new Work<>(
                "check " + dataset.name(),
                () -> check(dataset, file, before, schema.formats(), fingerprint)));
      }
    }
    progress.step(
        STEP, "%d datasets, %d unchanged".formatted(schema.datasets().size(), tables.size()));
    new SideBySide(spark, atOnce).run(works).forEach(table -> tables.put(table.dataset(), table));
    if (!problems.stopDelivery()) {
      parent.names(RawTable.NAMESPACE).stream()
          .filter(table -> !tables.containsKey(table))
          .forEach(table -> problems.add(Ingest.dropped(table)));
    }
    return List.copyOf(tables.values());
  }

  private RawTable check(
      DatasetSchema dataset,
      Optional<ReconciledDataset> file,
      Optional<Table> before,
      UserFormats formats,
      String fingerprint)
      throws InterruptedException {
    progress.begin(STEP, dataset.name());
    List<SchemaChange> changes =
        before
            .map(table -> SchemaChange.between(table.schema(), Ingest.schema(dataset)))
            .orElse(List.of());
    Ingest.report(dataset, file, changes, problems);
    Counted counted = file.isPresent() ? read(file.get(), formats) : new Counted(0, 0, Map.of());
    progress.end(STEP, dataset.name(), "%,d rows".formatted(counted.rows()));
    return raw(dataset, counted, fingerprint, true, changes);
  }

  private boolean mayStay(SnapshotFacts table, String fingerprint) {
    return table.fingerprint().equals(fingerprint) && policy.mayStay(table);
  }

  /** Rows that would be loaded, and those that would be set aside. */
  private record Counted(long rows, long quarantined, Map<String, FormatState> formatStates) {}

  private static RawTable raw(
      DatasetSchema dataset,
      Counted counted,
      String fingerprint,
      boolean changed,
      List<SchemaChange> changes) {
    return new RawTable(
        dataset.name(),
        StudySchema.names(dataset),
        counted.rows(),
        counted.quarantined(),
        0,
        fingerprint,
        changed,
        counted.formatStates(),
        changes);
  }

  private Counted read(ReconciledDataset dataset, UserFormats formats) throws InterruptedException {
    ReadDataset read = reader.read(spark.get(), dataset, formats);
    Observation counted = new Observation();
    read.rows()
        .observe(counted, count(lit(1)).as("rows"))
        .write()
        .format("noop")
        .mode("overwrite")
        .save();
    long rows = (Long) counted.getAsJava().get("rows");
    long quarantined = read.report(rows, problems).count();
    policy.exceeds(dataset, rows, quarantined, problems);
    return new Counted(rows, quarantined, read.formatStates());
  }
}
