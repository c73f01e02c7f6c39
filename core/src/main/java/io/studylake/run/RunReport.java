package io.studylake.run;

import io.studylake.base.BaseTable;
import io.studylake.base.BaseTables;
import io.studylake.base.Members;
import io.studylake.base.SubjectPatients;
import io.studylake.compare.RowDifference;
import io.studylake.config.GateConfig;
import io.studylake.config.KeysConfig.Entity;
import io.studylake.contents.ColumnType;
import io.studylake.contents.DatasetSchema;
import io.studylake.delivery.DeliveredFile;
import io.studylake.gate.Acceptance;
import io.studylake.gate.Evidence;
import io.studylake.gate.Finding;
import io.studylake.gate.Level;
import io.studylake.gate.Verdict;
import io.studylake.ingest.QuarantinePolicy;
import io.studylake.ingest.RawTable;
import io.studylake.ingest.ReaderConfiguration;
import io.studylake.ingest.StudySchema;
import io.studylake.keys.KeyMapState;
import io.studylake.keys.KeyMaps;
import io.studylake.keys.KeyRules;
import io.studylake.keys.SubjectLookup;
import io.studylake.lake.WorkBranch;
import io.studylake.meta.DeliveryFacts;
import io.studylake.meta.DeliveryTables;
import io.studylake.meta.FormatStates;
import io.studylake.meta.ReplayFacts;
import io.studylake.meta.ReplaysTable;
import io.studylake.meta.RunKind;
import io.studylake.meta.SitesTable;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.problem.Severity;
import io.studylake.progress.Progress;
import io.studylake.report.RunFacts;
import io.studylake.version.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run found out so far; what it writes into {@code meta.*}, {@code runs/<run id>.json} and
 * its commit, whether it goes well or not.
 */
final class RunReport {
  private final Attempt attempt;
  private final Problems problems;
  private final QuarantinePolicy policy;
  private final int listed;
  private final GateConfig gate;
  private final Progress progress;
  private final RunPage page;
  private Optional<WorkBranch> branch = Optional.empty();
  private Optional<StudySchema> schema = Optional.empty();
  private List<RawTable> raw = List.of();
  private FormatStates formatStates = new FormatStates(Map.of());
  private Map<String, Long> newKeys = Map.of();
  private String preset = "none";
  private List<BaseTable> base = List.of();
  private List<Entity> entities = List.of();
  private Optional<RunFacts.Keyed> keyed = Optional.empty();
  private Map<String, RowDifference> rows = Map.of();
  private List<Finding> findings = List.of();
  private List<Acceptance> accepted = List.of();
  private boolean passed;

  RunReport(Workplace place, Attempt attempt) {
    this.attempt = attempt;
    this.problems = ReaderConfiguration.problems(place.configuration().problems());
    this.policy = ReaderConfiguration.quarantine(place.configuration().problems());
    this.listed = place.configuration().problems().listed();
    this.gate = place.configuration().gate();
    this.progress = place.progress();
    this.page = new RunPage(place, this);
  }

  Problems problems() {
    return problems;
  }

  Attempt attempt() {
    return attempt;
  }

  void branched(WorkBranch made) {
    this.branch = Optional.of(made);
  }

  /** From now on nothing is written to the branch: what the run did is on {@code main}. */
  void published() {
    this.branch = Optional.empty();
  }

  void described(StudySchema read) {
    this.schema = Optional.of(read);
  }

  void ingested(List<RawTable> tables) {
    this.raw = List.copyOf(tables);
    boolean userFormats =
        schema.stream()
            .flatMap(s -> s.datasets().stream())
            .flatMap(dataset -> dataset.columns().stream())
            .anyMatch(column -> column.type() == ColumnType.USER_FORMAT);
    if (userFormats && branch.isPresent()) {
      formatStates =
          new DeliveryTables(branch.get())
              .formatStatesOfParent(ParentName.run(branch.get().store(), branch.get().parent()));
      tables.forEach(this::addFormatChanges);
    }
  }

  private void addFormatChanges(RawTable table) {
    DatasetSchema described = schema.flatMap(s -> s.of(table.dataset())).orElseThrow();
    String file =
        Optional.ofNullable(attempt.delivery().datasets().get(table.dataset()))
            .map(DeliveredFile::fileName)
            .orElse(table.dataset() + ".csv");
    formatStates.changes(described, file, table.formatStates()).forEach(problems::add);
  }

  void keyed(KeyRules rules, KeyMaps keys) {
    this.newKeys = keys.given();
    this.entities = rules.entities();
    ruled(rules);
  }

  /** How keys are given is known. */
  void ruled(KeyRules rules) {
    this.preset = rules.roles().preset();
    KeyProblems.add(rules, schema.orElseThrow(), problems);
  }

  void based(BaseTables.Refreshed refreshed, Members members) {
    this.base = refreshed.tables();
    for (Map.Entry<String, SubjectLookup> lookup : refreshed.lookups().entrySet()) {
      KeyProblems.addLookup(lookup.getKey(), lookup.getValue(), members, problems);
    }
    this.keyed =
        Optional.of(
            new RunFacts.Keyed(
                base,
                entities,
                newKeys,
                members,
                SiteCounts.of(branch.orElseThrow(), members, refreshed.lookups())));
  }

  /**
   * The gate has judged.
   *
   * @param acceptances what somebody accepts of what it stops
   * @param progress hears of acceptances that were not needed
   */
  void judged(Verdict found, List<Acceptance> acceptances, Progress progress) {
    Verdict verdict = found.accepting(acceptances);
    this.findings = verdict.findings();
    this.accepted = verdict.accepted();
    acceptances.stream()
        .filter(acceptance -> !accepted.contains(acceptance))
        .forEach(
            acceptance ->
                progress.note(
                    "Rule %s does not stop %s; nothing was accepted of it."
                        .formatted(acceptance.rule(), attempt.entry().tag())));
    if (!verdict.passed() || problems.stopDelivery()) {
      throw rejected();
    }
  }

  /** Stops when a problem of one file does. */
  void stopOnProblemsOf(String file) {
    if (problems.counts(file).keySet().stream()
        .anyMatch(code -> problems.severityOf(code) == Severity.ERROR)) {
      throw rejected();
    }
  }

  /** Stops when any problem found so far does. */
  void stopOnProblems() {
    if (problems.stopDelivery()) {
      throw rejected();
    }
  }

  private DeliveryRejected rejected() {
    List<Finding> stopping = findings.stream().filter(f -> f.level() == Level.STOP).toList();
    long errors = problems.count(Severity.ERROR);
    List<String> why = new ArrayList<>();
    if (errors > 0) {
      why.add("%,d %s".formatted(errors, errors == 1 ? "problem" : "problems"));
    }
    stopping.forEach(f -> why.add("rule " + f.rule()));
    return new DeliveryRejected(
        "Cannot publish %s: %s.".formatted(attempt.entry().tag(), String.join(", ", why)),
        branch.map(WorkBranch::name).orElse(""),
        first(),
        problems.counts(),
        findings);
  }

  private List<Problem> first() {
    return problems.kept().stream()
        .sorted(java.util.Comparator.comparing(Problem::severity).thenComparing(Problem.ORDER))
        .limit(listed)
        .toList();
  }

  /** What the gate judges on. */
  Evidence evidence(KeyRules rules, List<KeyMapState> keyMaps, Members members) {
    WorkBranch work = branch.orElseThrow();
    this.rows = new RowsAgainstParent(gate, work.parentSnapshot(), work.staged(), progress).of(raw);
    return new GateEvidence(attempt, work.store(), work.parent(), work.parentSnapshot())
        .of(
            schema.orElseThrow(),
            raw,
            rules,
            work.staged(),
            rows,
            new Evidence.Keyed(
                base, members, keyMaps, SubjectPatients.without(work, rules, members)));
  }

  /** Writes what a run that may be published knows. */
  void writePassed() {
    write(true, "passed", RunPage.passed(this));
  }

  /**
   * Writes what is known into {@code meta.*}, {@code runs/<run id>.json} and {@code reports/<run
   * id>.html}.
   */
  private void write(boolean mayBePublished, String outcome, RunFacts.Outcome told) {
    WorkBranch work = branch.orElseThrow();
    attempt.replay().ifPresent(replay -> new ReplaysTable(work).append(facts(replay)));
    DeliveryFacts facts = facts(mayBePublished);
    keyed.ifPresent(k -> new SitesTable(work).append(facts.id(), k.sites()));
    new DeliveryTables(work).append(facts);
    work.write(
        "runs/" + attempt.run().value() + ".json",
        Json.bytes(RunFile.of(this, mayBePublished, outcome)));
    page.stage(work, told);
    passed |= mayBePublished;
  }

  RunPage page() {
    return page;
  }

  /** What the page of this run tells. */
  RunFacts facts(String study, RunFacts.Outcome outcome, boolean dryRun) {
    return new RunFacts(
        new RunFacts.About(
            study,
            attempt.entry().tag(),
            attempt.delivery().datasets().keySet(),
            dryRun,
            attempt.startedAt(),
            attempt.run().value(),
            attempt.entry().settingsId(),
            attempt.entry().contentId()),
        outcome,
        schema,
        raw,
        rows,
        keyed,
        new RunFacts.Found(problems, findings, quarantined()));
  }

  /**
   * Says beside a run file that already says passed that the run failed afterwards. The branch's
   * head then is no commit that added a run file, so neither the gate nor anybody who judges {@code
   * main} takes it for one that may be published.
   */
  private void unpass(Throwable failure) {
    branch
        .orElseThrow()
        .write(
            "failures/" + attempt.run().value() + ".json",
            Json.bytes(
                Map.of(
                    "run", attempt.run().value(),
                    "outcome", failure.getClass().getSimpleName())));
  }

  /**
   * Keeps what there is on the branch; a failure to do so does not hide the first one.
   *
   * @return why that could not be done; empty when the branch keeps what there is
   */
  Optional<RuntimeException> failed(Throwable failure) {
    if (branch.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (passed) {
        unpass(failure);
      } else {
        write(false, failure.getClass().getSimpleName(), RunPage.failed(failure));
      }
      branch
          .get()
          .store()
          .commit(
              branch.get().name(),
              "Delivery %s failed".formatted(attempt.entry().tag()),
              metadata(false));
      return Optional.empty();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
      return Optional.of(e);
    }
  }

  Map<String, String> metadata(boolean passed) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(RunMetadata.RUN, attempt.run().value());
    metadata.put(RunMetadata.DELIVERY, attempt.delivery().name());
    metadata.put(RunMetadata.REVISION, Integer.toString(attempt.entry().revision()));
    metadata.put(RunMetadata.CONTENT, attempt.entry().contentId());
    metadata.put(RunMetadata.PASSED, Boolean.toString(passed));
    metadata.put(RunMetadata.DATASETS, Integer.toString(raw.size()));
    metadata.put(RunMetadata.ROWS, Long.toString(rows()));
    Map<String, Long> quarantined = quarantined();
    metadata.put(
        RunMetadata.QUARANTINED,
        Long.toString(quarantined.values().stream().mapToLong(Long::longValue).sum()));
    quarantined.forEach(
        (dataset, rows) -> metadata.put(RunMetadata.QUARANTINED_OF + dataset, rows.toString()));
    if (attempt.replay().isPresent()) {
      metadata.put(
          RunMetadata.REPLAYED, Long.toString(raw.stream().mapToLong(RawTable::replayed).sum()));
    }
    metadata.put(RunMetadata.WARNINGS, Long.toString(problems.count(Severity.WARNING)));
    accepted.forEach(
        acceptance -> metadata.put(RunMetadata.ACCEPTED + acceptance.rule(), acceptance.told()));
    newKeys.forEach(
        (entity, keys) -> metadata.put(RunMetadata.NEW_KEYS + entity, Long.toString(keys)));
    return metadata;
  }

  DeliveryResult.Figures figures() {
    return new DeliveryResult.Figures(
        preset,
        raw.size(),
        unchanged(),
        rows(),
        quarantined(),
        replayed(),
        new TreeMap<>(newKeys),
        problems.counts(),
        first().stream().filter(problem -> problem.severity() == Severity.WARNING).toList(),
        findings);
  }

  private int unchanged() {
    return (int)
        raw.stream().filter(table -> !table.changed() && !baseChanged(table.dataset())).count();
  }

  private boolean baseChanged(String dataset) {
    return base.stream().anyMatch(table -> table.dataset().equals(dataset) && table.changed());
  }

  private long rows() {
    return raw.stream().mapToLong(RawTable::rows).sum();
  }

  QuarantinePolicy policy() {
    return policy;
  }

  /** Rows that are set aside, by dataset that has some. */
  Map<String, Long> quarantined() {
    Map<String, Long> quarantined = new TreeMap<>();
    raw.stream()
        .filter(table -> table.quarantined() > 0)
        .forEach(table -> quarantined.put(table.dataset(), table.quarantined()));
    return quarantined;
  }

  /**
   * Rows that were set aside before and are loaded now, by dataset of which rows were or are set
   * aside; empty when nothing is loaded again.
   */
  Map<String, Long> replayed() {
    Map<String, Long> replayed = new TreeMap<>();
    raw.stream()
        .filter(table -> attempt.replay().isPresent())
        .filter(table -> table.quarantined() + table.replayed() > 0)
        .forEach(table -> replayed.put(table.dataset(), table.replayed()));
    return replayed;
  }

  Map<ProblemCode, Long> counts() {
    return problems.counts();
  }

  List<Finding> findings() {
    return findings;
  }

  List<Acceptance> accepted() {
    return accepted;
  }

  Map<String, Long> newKeys() {
    return newKeys;
  }

  List<RawTable> raw() {
    return raw;
  }

  List<BaseTable> base() {
    return base;
  }

  CommitId baseCommit() {
    return branch.orElseThrow().base();
  }

  private DeliveryFacts.Id id() {
    return new DeliveryFacts.Id(
        attempt.delivery().name(), attempt.entry().revision(), attempt.run().value());
  }

  private ReplayFacts facts(ReplayOf replay) {
    return new ReplayFacts(
        id(),
        replay.revision(),
        attempt.startedAt(),
        replay.user(),
        replay.reason(),
        replay.settingsId(),
        attempt.entry().settingsId(),
        raw.stream()
            .filter(table -> table.changed() || table.quarantined() > 0)
            .map(
                table ->
                    new ReplayFacts.DatasetReplay(
                        table.dataset(), table.replayed(), table.quarantined()))
            .toList());
  }

  private DeliveryFacts facts(boolean passed) {
    List<DeliveryFacts.DatasetFacts> datasets = new ArrayList<>();
    for (RawTable table : raw) {
      DatasetSchema described = schema.flatMap(s -> s.of(table.dataset())).orElseThrow();
      datasets.add(
          new DeliveryFacts.DatasetFacts(
              described,
              Optional.ofNullable(attempt.delivery().datasets().get(table.dataset())),
              table.rows(),
              table.quarantined(),
              table.changed(),
              baseChanged(table.dataset()),
              formatStates.kept(described, table.formatStates())));
    }
    return new DeliveryFacts(
        attempt.replay().isPresent() ? RunKind.REPLAY : RunKind.DELIVERY,
        id(),
        attempt.entry().contentId(),
        attempt.entry().settingsId(),
        attempt.startedAt(),
        baseCommit().value(),
        branch.orElseThrow().parent().value(),
        preset,
        policy.word(),
        datasets,
        problems.kept().stream()
            .map(
                problem ->
                    new DeliveryFacts.ListedProblem(
                        attempt.delivery().datasetOf(problem.file()), problem))
            .toList(),
        problems.count(Severity.ERROR),
        problems.count(Severity.WARNING),
        passed,
        accepted.stream().map(Acceptance::toString).toList());
  }
}
