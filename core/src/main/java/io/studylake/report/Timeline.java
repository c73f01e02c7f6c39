package io.studylake.report;

import io.studylake.ingest.RawTable;
import io.studylake.lake.SnapshotFacts;
import io.studylake.meta.EarlierDeliveries;
import io.studylake.meta.SiteCount;
import io.studylake.report.History.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The deliveries up to this one: the latest of those before, and what this run knows. */
final class Timeline {
  /** Earlier deliveries that are shown. */
  private static final int EARLIER = 23;

  private Timeline() {}

  static History of(RunFacts facts, EarlierDeliveries earlier) {
    List<SnapshotFacts.Run> runs = earlier.latest(EARLIER);
    Map<String, Integer> columns = new HashMap<>();
    List<String> deliveries = new ArrayList<>();
    for (SnapshotFacts.Run run : runs) {
      columns.put(run.id(), deliveries.size());
      deliveries.add(run.delivery());
    }
    int now = deliveries.size();
    if (!facts.raw().isEmpty()) {
      // What was never read is not shown as if it had not been delivered.
      deliveries.add(facts.about().delivery());
    }

    Rows<Point> datasets = new Rows<>(deliveries.size());
    earlier
        .datasets(runs)
        .forEach(
            d -> datasets.set(d.name(), columns.get(d.runId()), new Point(d.rows(), d.changed())));
    for (RawTable raw : facts.raw()) {
      datasets.set(raw.dataset(), now, new Point(raw.rows(), raw.changed()));
    }

    Rows<Long> sites = new Rows<>(deliveries.size());
    earlier
        .sites(runs)
        .forEach(s -> sites.set(s.count().name(), columns.get(s.runId()), s.count().patients()));
    for (SiteCount site : facts.keyed().map(RunFacts.Keyed::sites).orElse(List.of())) {
      sites.set(site.name(), now, site.patients());
    }
    return new History(
        deliveries,
        datasets.byName.entrySet().stream()
            .map(e -> new History.Dataset(e.getKey(), e.getValue()))
            .toList(),
        sites(sites));
  }

  /** A delivery that counted any site counted all: those it does not name had no patients. */
  private static List<History.Site> sites(Rows<Long> counts) {
    List<History.Site> sites = new ArrayList<>();
    counts.byName.forEach(
        (name, cells) -> {
          List<OptionalLong> patients = new ArrayList<>();
          for (int column = 0; column < cells.size(); column++) {
            int at = column;
            boolean counted = counts.byName.values().stream().anyMatch(c -> c.get(at).isPresent());
            patients.add(
                counted ? OptionalLong.of(cells.get(column).orElse(0L)) : OptionalLong.empty());
          }
          sites.add(new History.Site(name, patients));
        });
    return sites;
  }

  /** Cells by name and delivery. */
  private static final class Rows<T> {
    private final int columns;
    private final Map<String, List<Optional<T>>> byName = new TreeMap<>();

    Rows(int columns) {
      this.columns = columns;
    }

    void set(String name, int column, T value) {
      byName
          .computeIfAbsent(
              name,
              n -> new ArrayList<>(java.util.Collections.nCopies(columns, Optional.<T>empty())))
          .set(column, Optional.of(value));
    }
  }
}
