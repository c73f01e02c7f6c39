package io.studylake.run;

import io.studylake.base.BasePlan;
import io.studylake.base.BaseTables;
import io.studylake.base.Members;
import io.studylake.delivery.Delivery;
import io.studylake.delivery.DeliveryArchiver;
import io.studylake.delivery.FileNames;
import io.studylake.delivery.SourceFolder;
import io.studylake.gate.Gate;
import io.studylake.gate.Verdict;
import io.studylake.ingest.Ingest;
import io.studylake.ingest.Quarantine;
import io.studylake.ingest.RawTable;
import io.studylake.ingest.StudySchema;
import io.studylake.keys.KeyMap;
import io.studylake.keys.KeyMapCheck;
import io.studylake.keys.KeyMaps;
import io.studylake.keys.KeyRules;
import io.studylake.lake.SideBySide;
import io.studylake.lake.Study;
import io.studylake.lake.WorkBranch;
import io.studylake.provenance.Provenance;
import io.studylake.provenance.UnsoundMainException;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.vacuum.Notices;
import io.studylake.version.CommitId;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * One run of {@code deliver} or {@code replay}: from the delivered or the archived files to a
 * published snapshot.
 */
public final class DeliveryRun {
  private final Workplace place;
  private final DeliveryRequest request;
  private final Reading reading;
  private final DeliveryRegister register;
  private final Provenance provenance;
  private final Gate gate;
  private final Clock clock = Clock.systemUTC();

  /** A run that has not begun. */
  public DeliveryRun(Workplace place, DeliveryRequest request) {
    this.place = place;
    this.request = request;
    this.reading = Reading.archived(place);
    this.register = new DeliveryRegister(place.study().store());
    this.provenance = new Provenance(place.study().store());
    this.gate = Gate.of(place.configuration().gate());
  }

  /**
   * Runs the eight steps, again from the new head when {@code main} moved meanwhile. Nothing is
   * visible on {@code main} until the last step.
   *
   * @throws DeliveryRejected when the delivery has problems or findings that stop it
   * @throws DeliveryConflict when a delivery of that name with other content is published
   * @throws DeliveryUnknown when no delivery of the name is published that is to be replayed
   * @throws ReplayRefused when a replay cannot be, or would change nothing
   * @throws PublishingContended when {@code main} moved too often
   * @throws BranchDropped when somebody dropped the run's branch
   * @throws UnsoundMainException when {@code main} holds a commit that came from no passed run
   * @throws io.studylake.vacuum.AtWorkException when a vacuum of archived files takes too long
   */
  public DeliveryResult execute() {
    try (Running running = Running.on(place.study());
        Posted notice = running.post("%s %s".formatted(request.verb(), request.delivery()))) {
      Notices.awaitArchive(
          running,
          place.configuration().vacuum().deliveryWaits(),
          notice.notice().what(),
          place.progress());
      return execute(notice);
    }
  }

  private DeliveryResult execute(Posted notice) {
    Plans plans = plans();
    int attempts = place.configuration().publishAttempts();
    for (int attempt = 1; attempt <= attempts; attempt++) {
      Attempt plan = plan(plans);
      if (plan.alreadyPublished().isPresent()) {
        return plan.alreadyPublished().get();
      }
      try {
        return attempt(plan, notice);
      } catch (MainMoved e) {
        place.progress().note(e.getMessage() + " Starting again from the new head.");
      }
    }
    throw new PublishingContended(
        ("Cannot publish %s: main moved %d times while it was loaded. Run it again when fewer"
                + " deliveries are published, or raise studylake.publish.attempts.")
            .formatted(request.delivery(), attempts));
  }

  private DeliveryResult attempt(Attempt attempt, Posted notice) {
    RunReport report = new RunReport(place, attempt);
    notice.owns(Study.branchOf(attempt.entry().tag(), attempt.run()));
    try (WorkBranch branch =
        place
            .study()
            .branch(
                attempt.run(),
                attempt.entry().tag(),
                attempt.head(),
                attempt.from(),
                place.spark())) {
      report.branched(branch);
      try {
        return steps(attempt, branch, report);
      } catch (MainMoved e) {
        place.study().store().dropBranch(branch.name());
        throw e;
      } catch (RuntimeException | Error e) {
        if (ProcessEnd.begun()) {
          // Nothing can be written any more; the command has said that it was interrupted.
          throw e;
        }
        Optional<RuntimeException> notKept = report.failed(e);
        if (notKept.isPresent() && isGone(branch, notKept.get())) {
          Optional<DeliveryResult> published = publishedBy(attempt);
          if (published.isPresent()) {
            return published.get();
          }
          throw new BranchDropped(attempt.entry().tag(), branch.name(), e);
        }
        // Where the branch could not be written, the store is not asked again for the report.
        tell(
            e,
            notKept.isEmpty()
                ? report.page().save(branch, RunPage.failed(e))
                : report.page().save());
        place
            .progress()
            .note(
                (notKept.isEmpty()
                        ? "Branch %s keeps what there is."
                        : "What the run did could not be committed on branch %s.")
                    .formatted(branch.name()));
        throw e;
      }
    }
  }

  /** Says where the report is: a rejection is told at the very end, together with it. */
  private void tell(Throwable failure, Optional<Path> page) {
    if (failure instanceof DeliveryRejected rejected) {
      rejected.reportedIn(page);
    } else {
      page.ifPresent(file -> place.progress().note("Report: " + file));
    }
  }

  /** Whether somebody dropped the run's branch, if the store can tell at all. */
  private static boolean isGone(WorkBranch branch, RuntimeException notKept) {
    if (notKept instanceof StoreUnavailableException) {
      return false;
    }
    try {
      return branch.store().resolve(branch.name()).isEmpty();
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  /**
   * The delivery as this very run published it, when only the answer was lost and somebody else
   * finished it: the tag made, the branch dropped.
   */
  private Optional<DeliveryResult> publishedBy(Attempt attempt) {
    CommitId head = place.study().store().require(VersionStore.MAIN);
    return register
        .latest(head, attempt.entry().delivery())
        .filter(entry -> entry.runId().equals(attempt.run().value()))
        .map(
            entry ->
                new DeliveryResult.AlreadyPublished(
                    entry.tag(), register.published(head, entry).id(), true));
  }

  private DeliveryResult steps(Attempt attempt, WorkBranch branch, RunReport report) {
    SideBySide sideBySide =
        new SideBySide(branch::spark, place.configuration().spark().datasetsAtOnce());
    new DeliveryLinks(branch).place(attempt);
    StudySchema schema =
        StudySchema.read(
            attempt.delivery(), reading.archive(), place.configuration(), report.problems());
    report.described(schema);
    // Sound datasets are read although others are not, so that one report names all defects.
    report.stopOnProblemsOf(attempt.delivery().contents().fileName());

    List<RawTable> raw =
        new Ingest(
                branch,
                reading.reader(),
                new Quarantine(
                    branch,
                    reading.settings().quarantine(),
                    attempt.loadedAs(),
                    attempt.replay().isPresent()),
                sideBySide,
                place.progress(),
                report.problems())
            .all(schema);
    report.ingested(raw);
    report.stopOnProblems();

    KeyRules rules = KeyRules.of(place.configuration().keys(), schema.columnsByDataset());
    KeyProblems.addMissing(
        place.configuration().keys().entities(),
        rules,
        branch.tables(KeyMap.NAMESPACE),
        report.problems());
    report.stopOnProblems();
    BasePlan plan = BasePlan.of(branch, raw, rules);
    KeyMaps keys =
        KeyMaps.extend(
            branch,
            rules,
            plan.toScan(),
            place.configuration().keys().buckets(),
            sideBySide,
            place.progress());
    report.keyed(rules, keys);

    BaseTables.Refreshed base =
        new BaseTables(branch, sideBySide, place.progress()).refresh(plan, keys);
    Members members = Members.refresh(branch, plan, keys.delivered());
    report.based(base, members);

    Verdict verdict = gate.judge(report.evidence(rules, new KeyMapCheck(branch).of(keys), members));
    report.judged(verdict, request.accepted(), place.progress());
    return new Publisher(place, register, branch, report).publish(request.publish());
  }

  private Plans plans() {
    if (request.source() instanceof DeliverySource.Archived) {
      return new ReplayPlans(place, register, reading, request);
    }
    DeliverySource.Folder folder = (DeliverySource.Folder) request.source();
    Optional<CommitId> from = request.from().map(register::publishedSnapshot);
    SourceFolder source =
        SourceFolder.open(folder.path(), FileNames.of(place.configuration().delivery()));
    // Archived before there is a branch: equal content ends here, and leaves nothing behind.
    Delivery delivery =
        new DeliveryArchiver(reading.archive(), place.progress()).store(source, request.delivery());
    return (head, settingsId, startedAt) ->
        Attempt.plan(register, head, delivery, from, settingsId, request.replace(), startedAt);
  }

  private Attempt plan(Plans plans) {
    CommitId head = place.study().store().require(VersionStore.MAIN);
    // Before anything is written: what nobody has looked at is nothing to build on.
    provenance.requireSoundHead(head, "deliver " + request.delivery());
    if (!place.study().isGuarded(head)) {
      place
          .progress()
          .note(
              "main of study %1$s has no gate: its server lets anybody merge. Run `studylake init --study %1$s`."
                  .formatted(place.study().name()));
    }
    register.finishPublished(head);
    return plans.at(
        head,
        Attempt.settingsId(
            reading.reader(), reading.settings().quarantine(), place.configuration()),
        clock.instant());
  }
}
