package io.studylake.report;

import io.studylake.change.GreatestDate;
import io.studylake.change.MetadataDrift;
import io.studylake.gate.Level;
import io.studylake.ingest.RawTable;
import io.studylake.lake.ColumnFacts;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.SnapshotTables;
import io.studylake.meta.EarlierDeliveries;
import io.studylake.report.Heading.CutOff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts together what the report says, from what the run knows and the snapshot before. */
public final class Assembly {
  private final RunFacts facts;
  private final Before before;
  private final Optional<SnapshotTables> staged;

  /**
   * An assembly.
   *
   * @param staged the tables as the run leaves them; empty for a run that writes none
   */
  public Assembly(RunFacts facts, Before before, Optional<SnapshotTables> staged) {
    this.facts = facts;
    this.before = before;
    this.staged = staged;
  }

  /** The page. */
  public DeliveryPage page() {
    EarlierDeliveries earlier = new EarlierDeliveries(before.tables());
    Map<String, Long> rowsBefore = rowsBefore();
    Map<String, ColumnFacts> columns = columnFacts();
    return new DeliveryPage(
        heading(columns),
        Questions.stops(facts),
        gate(),
        DatasetComparison.of(facts, rowsBefore),
        MemberCounts.of(facts, before.tables(), staged),
        before
            .runId()
            .map(run -> MetadataDrift.of(facts.schema(), earlier.columns(run)))
            .orElse(List.of()),
        defects(),
        FillRates.of(facts, columns, rowsBefore, before.tables()),
        Timeline.of(facts, earlier));
  }

  private List<GateLine> gate() {
    return facts.found().findings().stream()
        .filter(finding -> finding.level() != Level.STOP)
        .map(
            finding ->
                new GateLine(finding.rule(), finding.level() == Level.ACCEPTED, finding.message()))
        .toList();
  }

  private Heading heading(Map<String, ColumnFacts> columns) {
    RunFacts.About about = facts.about();
    return new Heading(
        about.study(),
        about.delivery(),
        facts.outcome().verdict(),
        facts.outcome().summary(),
        about.dryRun(),
        GreatestDate.of(columns, about.startedAt())
            .map(greatest -> new CutOff(greatest.day().toString(), greatest.column())),
        before.name(),
        about.startedAt(),
        about.runId(),
        about.settingsId(),
        about.contentId());
  }

  private Map<String, Long> rowsBefore() {
    Map<String, Long> rows = new TreeMap<>();
    for (String dataset : before.tables().names(RawTable.NAMESPACE)) {
      before
          .tables()
          .table(RawTable.NAMESPACE, dataset)
          .ifPresent(table -> rows.put(dataset, SnapshotFacts.of(table).rows()));
    }
    return rows;
  }

  private Map<String, ColumnFacts> columnFacts() {
    Map<String, ColumnFacts> columns = new TreeMap<>();
    if (staged.isPresent()) {
      for (RawTable raw : facts.raw()) {
        staged
            .get()
            .table(RawTable.NAMESPACE, raw.dataset())
            .ifPresent(table -> columns.put(raw.dataset(), ColumnFacts.of(table)));
      }
    }
    return columns;
  }

  private Defects defects() {
    List<Defects.Count> counts = new ArrayList<>();
    facts
        .found()
        .problems()
        .counts()
        .forEach(
            (code, count) ->
                counts.add(
                    new Defects.Count(code, facts.found().problems().severityOf(code), count)));
    counts.sort(Comparator.comparing(Defects.Count::severity).thenComparing(Defects.Count::code));
    return new Defects(counts, facts.found().problems().kept(), facts.found().quarantined());
  }
}
