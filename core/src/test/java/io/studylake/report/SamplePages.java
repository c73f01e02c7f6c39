package io.studylake.report;

import io.studylake.change.Drift;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Severity;
import io.studylake.report.DatasetLine.State;
import io.studylake.report.DatasetRates.Rate;
import io.studylake.report.Heading.CutOff;
import io.studylake.report.Heading.Verdict;
import io.studylake.report.History.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;

/** Reports as large as one wants, with figures made up but always the same. */
final class SamplePages {
  private final int datasets;
  private final int deliveries;
  private final int sites;
  private final Random random = new Random(7);

  SamplePages(int datasets, int deliveries, int sites) {
    this.datasets = datasets;
    this.deliveries = deliveries;
    this.sites = sites;
  }

  /** A delivery that passed with warnings. */
  DeliveryPage good() {
    return page(
        Verdict.WARNED,
        "3 warnings.",
        List.of(),
        List.of(
            problem(ProblemCode.COLUMN_DROPPED, "ae.csv", "AETERM", "")
                .withSeverity(Severity.WARNING)));
  }

  /** A delivery that is refused, with these texts in its cells, names and labels. */
  DeliveryPage bad(List<String> texts) {
    List<Problem> problems = new ArrayList<>();
    for (String text : texts) {
      problems.add(problem(ProblemCode.NOT_A_NUMBER, "ae.csv", text, text).atLine(3));
      problems.add(problem(ProblemCode.WRONG_VALUE_COUNT, text, "", text).atLine(7));
    }
    return page(
        Verdict.REFUSED,
        "Cannot publish d9: %d problems.".formatted(problems.size()),
        texts.stream()
            .map(
                text ->
                    new Stop("NOT_A_NUMBER", "Cannot read " + text, Optional.of("ae.csv: " + text)))
            .toList(),
        problems);
  }

  private static Problem problem(ProblemCode code, String file, String column, String value) {
    Problem problem = Problem.of(code, file, "Cannot read it: column %s.".formatted(column));
    Problem at = column.isEmpty() ? problem : problem.inColumn(column);
    return value.isEmpty() ? at : at.ofCell(value);
  }

  private DeliveryPage page(
      Verdict verdict, String summary, List<Stop> stops, List<Problem> problems) {
    List<String> names = names(problems);
    List<String> tags =
        IntStream.rangeClosed(1, deliveries).mapToObj("ilms-2024-%02d"::formatted).toList();
    List<History.Dataset> history = names.stream().map(name -> history(name, tags.size())).toList();
    return new DeliveryPage(
        new Heading(
            "pilot",
            tags.get(tags.size() - 1),
            verdict,
            summary,
            false,
            Optional.of(new CutOff("2014-07-05", "LB.LBDTC")),
            "ilms-2024-08 (commit 94b45f9ebc08)",
            Instant.parse("2026-11-24T10:15:30Z"),
            "20261124-101530-k3x9qa",
            "c0ffee".repeat(10) + "abcd",
            "f00d".repeat(16)),
        stops,
        List.of(
            new GateLine("sites-gone", true, "Accepted: " + name(problems)),
            new GateLine("patients-gone", false, "2 of the 2,380 patients are gone.")),
        history.stream().map(this::line).toList(),
        List.of(
            member("patient", 2_380, 2_384, 6, 2, 0, List.of("01-701-1015", name(problems))),
            new MemberLine(
                "visit",
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(212),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(31_250),
                List.of()),
            member("location", 120, 121, 1, 0, 0, List.of())),
        List.of(
            new Drift("ae", "aeterm", "length", "200", "300"),
            new Drift("dm", "rfstdtc", "format", "", "DATE9."),
            new Drift("vs", "vsstresn", "label", "Numeric Result", name(problems))),
        new Defects(
            problems.stream()
                .map(Problem::code)
                .distinct()
                .sorted()
                .map(code -> new Defects.Count(code, severity(problems, code), 412))
                .toList(),
            problems,
            Map.of("ae", 12L)),
        names.stream().map(this::rates).toList(),
        new History(tags, history, sites(tags.size(), name(problems))));
  }

  private static Severity severity(List<Problem> problems, ProblemCode code) {
    return problems.stream()
        .filter(p -> p.code() == code)
        .findFirst()
        .map(Problem::severity)
        .orElseThrow();
  }

  private static String name(List<Problem> problems) {
    return problems.get(0).value().orElse("701");
  }

  private List<String> names(List<Problem> problems) {
    List<String> known = List.of("ae", "dm", "ds", "ex", "lb", "sv", "vs", "cm", "mh", "eg");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < datasets; i++) {
      names.add(i < known.size() ? known.get(i) : "form_%02d_page".formatted(i));
    }
    problems.get(0).value().ifPresent(hostile -> names.set(0, hostile));
    return names;
  }

  private History.Dataset history(String name, int deliveries) {
    List<Optional<Point>> points = new ArrayList<>();
    long rows = 50L + random.nextInt(40_000);
    int first = random.nextInt(8) == 0 ? deliveries / 2 : 0;
    for (int i = 0; i < deliveries; i++) {
      boolean changed = i == first || random.nextInt(3) > 0;
      rows += changed ? (long) (rows * (random.nextDouble() * 0.25 - 0.02)) : 0;
      points.add(i < first ? Optional.empty() : Optional.of(new Point(rows, changed)));
    }
    if (random.nextInt(20) == 0) {
      points.set(deliveries - 1, Optional.empty());
    }
    return new History.Dataset(name, points);
  }

  private DatasetLine line(History.Dataset dataset) {
    int last = dataset.points().size() - 1;
    Optional<Point> now = dataset.points().get(last);
    Optional<Point> before = last == 0 ? Optional.empty() : dataset.points().get(last - 1);
    State state =
        now.isEmpty()
            ? State.MISSING
            : before.isEmpty() ? State.NEW : now.get().changed() ? State.CHANGED : State.UNCHANGED;
    return new DatasetLine(
        dataset.name(),
        "Label of " + dataset.name(),
        state,
        before.map(p -> OptionalLong.of(p.rows())).orElse(OptionalLong.empty()),
        now.map(p -> OptionalLong.of(p.rows())).orElse(OptionalLong.empty()),
        state == State.CHANGED ? OptionalLong.of(40) : OptionalLong.empty(),
        state == State.CHANGED ? OptionalLong.of(30) : OptionalLong.empty(),
        now.isPresent() ? OptionalInt.of(8 + random.nextInt(30)) : OptionalInt.empty(),
        state == State.CHANGED && random.nextInt(4) == 0 ? List.of("aesev", "aeout") : List.of(),
        List.of(),
        state == State.CHANGED && random.nextInt(6) == 0 ? List.of("aeterm") : List.of());
  }

  private static MemberLine member(
      String entity,
      long before,
      long now,
      long fresh,
      long gone,
      long returned,
      List<String> who) {
    return new MemberLine(
        entity,
        OptionalLong.of(before),
        OptionalLong.of(now),
        OptionalLong.of(fresh),
        OptionalLong.of(gone),
        OptionalLong.of(returned),
        OptionalLong.of(before + 20),
        who);
  }

  private DatasetRates rates(String dataset) {
    double filled = 0.4 + random.nextDouble() * 0.6;
    return new DatasetRates(
        dataset,
        List.of(rate("patient", 0, 0), rate("location", 0.0101, 0.0325)),
        rate("", filled - 0.02, filled),
        List.of(rate("studyid", 1, 1), rate("aespid", 0, 0), rate("xxdtc", 0.9, filled)));
  }

  private static Rate rate(String name, double before, double now) {
    return new Rate(name, OptionalDouble.of(before), OptionalDouble.of(now));
  }

  private List<History.Site> sites(int deliveries, String hostile) {
    List<History.Site> all = new ArrayList<>();
    for (int i = 0; i < sites; i++) {
      List<OptionalLong> patients = new ArrayList<>();
      long count = random.nextInt(6);
      for (int delivery = 0; delivery < deliveries; delivery++) {
        count += random.nextInt(8);
        patients.add(OptionalLong.of(count));
      }
      all.add(new History.Site(i == 1 ? hostile : Integer.toString(701 + i), patients));
    }
    return all;
  }
}
