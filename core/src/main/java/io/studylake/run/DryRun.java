package io.studylake.run;

import io.studylake.config.ConfigurationException;
import io.studylake.delivery.Delivery;
import io.studylake.delivery.DeliveryArchiver;
import io.studylake.delivery.FileNames;
import io.studylake.delivery.SourceFolder;
import io.studylake.gate.Gate;
import io.studylake.ingest.DryIngest;
import io.studylake.ingest.RawTable;
import io.studylake.ingest.StudySchema;
import io.studylake.keys.KeyMap;
import io.studylake.keys.KeyRules;
import io.studylake.lake.CommittedTables;
import io.studylake.lake.SnapshotTables;
import io.studylake.provenance.Provenance;
import io.studylake.spark.Sessions;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * {@code deliver --dry-run}: reads, checks and reports, and writes nothing but the report. Files
 * are read where they lie, no keys are given, and the gate judges by the rules that need none.
 */
public final class DryRun {
  private final Workplace place;
  private final DeliveryRequest request;
  private final Reading reading;
  private final DeliveryRegister register;
  private final Gate gate;
  private final Clock clock = Clock.systemUTC();

  /** A run that has not begun. */
  public DryRun(Workplace place, DeliveryRequest request) {
    this.place = place;
    this.request = request;
    this.reading = Reading.inPlace(place);
    this.register = DeliveryRegister.reading(place.study().store());
    this.gate = Gate.of(place.configuration().gate());
  }

  /**
   * Checks the delivery.
   *
   * @throws ConfigurationException when Spark's executors would not see the delivered folder
   * @throws DeliveryRejected when the delivery has problems or findings that stop it
   * @throws DeliveryConflict when a delivery of that name with other content is published
   */
  public DeliveryResult execute() {
    requireLocalMaster();
    Attempt plan = plan();
    return plan.alreadyPublished().isPresent() ? plan.alreadyPublished().get() : check(plan);
  }

  /**
   * The delivery as it was published before, found by the hashes of its files alone; empty when it
   * would be loaded.
   *
   * @throws DeliveryConflict when a delivery of that name with other content is published
   */
  Optional<DeliveryResult> alreadyPublished() {
    return plan().alreadyPublished();
  }

  private Attempt plan() {
    Optional<CommitId> from = request.from().map(register::publishedSnapshot);
    SourceFolder source =
        SourceFolder.open(folder(), FileNames.of(place.configuration().delivery()));
    Delivery delivery =
        new DeliveryArchiver(reading.archive(), "Scan", place.progress())
            .store(source, request.delivery());
    VersionStore store = place.study().store();
    CommitId head = store.require(VersionStore.MAIN);
    new Provenance(store).requireSoundHead(head, "deliver " + delivery.name());
    return Attempt.plan(
        register,
        head,
        delivery,
        from,
        Attempt.settingsId(
            reading.reader(), reading.settings().quarantine(), place.configuration()),
        request.replace(),
        clock.instant());
  }

  private Path folder() {
    if (request.source() instanceof DeliverySource.Folder delivered) {
      return delivered.path();
    }
    throw new IllegalArgumentException("Archived files were checked when they were delivered.");
  }

  private void requireLocalMaster() {
    String master = Sessions.master(place.configuration());
    if (!master.startsWith("local")) {
      throw new ConfigurationException(
          ("Cannot do a dry run on the Spark master %s: files are read where they were delivered,"
                  + " and its executors do not see that folder. Add -Dstudylake.spark.master=local[*],"
                  + " or deliver with --no-publish.")
              .formatted(master));
    }
  }

  private DeliveryResult check(Attempt plan) {
    CommitId parent = plan.from().orElse(plan.head());
    RunReport report = new RunReport(place, plan);
    try (CommittedTables tables = CommittedTables.of(place.study(), parent)) {
      try {
        steps(plan, tables, report);
      } catch (RuntimeException e) {
        RunPage page = page(report, tables, parent, RunPage.failed(e));
        if (e instanceof DeliveryRejected rejected) {
          rejected.reportedIn(page.save());
        } else {
          page.save().ifPresent(file -> place.progress().note("Report: " + file));
        }
        throw e;
      }
      return new DeliveryResult.Checked(
          plan.entry().tag(),
          parent,
          report.figures(),
          page(report, tables, parent, RunPage.passed(report)).save());
    }
  }

  private RunPage page(
      RunReport report,
      SnapshotTables tables,
      CommitId parent,
      io.studylake.report.RunFacts.Outcome outcome) {
    RunPage page = report.page();
    try {
      page.write(tables, parent, Optional.empty(), outcome);
    } catch (RuntimeException e) {
      page.complain(e);
    }
    return page;
  }

  private void steps(Attempt plan, SnapshotTables parent, RunReport report) {
    StudySchema schema =
        StudySchema.read(
            plan.delivery(), reading.archive(), place.configuration(), report.problems());
    report.described(schema);
    report.stopOnProblemsOf(plan.delivery().contents().fileName());

    List<RawTable> raw =
        new DryIngest(
                parent,
                reading.reader(),
                reading.settings().quarantine(),
                place.spark(),
                place.progress(),
                report.problems())
            .all(schema, place.configuration().spark().datasetsAtOnce());
    report.ingested(raw);
    report.stopOnProblems();

    KeyRules rules = KeyRules.of(place.configuration().keys(), schema.columnsByDataset());
    KeyProblems.addMissing(
        place.configuration().keys().entities(), rules, keyMaps(plan.head()), report.problems());
    report.stopOnProblems();
    report.ruled(rules);
    report.judged(
        gate.judgeWithoutKeys(
            new GateEvidence(plan, place.study().store(), plan.from().orElse(plan.head()), parent)
                .dry(schema, raw, rules)),
        request.accepted(),
        place.progress());
  }

  private List<String> keyMaps(CommitId head) {
    try (CommittedTables tables = CommittedTables.of(place.study(), head)) {
      return tables.names(KeyMap.NAMESPACE);
    }
  }
}
