package io.studylake.jobs;

import io.studylake.gate.Finding;
import io.studylake.problem.ProblemCode;
import io.studylake.run.DeliveryResult;
import io.studylake.text.Printable;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code deliver} says at its end. */
final class DeliverySummary {
  private static final int WARNINGS_SHOWN = 10;

  private final PrintWriter out;

  DeliverySummary(PrintWriter out) {
    this.out = out;
  }

  /**
   * The facts, for programs; what is not known is empty, 0 or false.
   *
   * @param study the study's name
   * @param delivery its name, with its revision from the second on
   * @param state {@code published}, {@code published before}, {@code loaded} on a branch, or {@code
   *     would pass} in a dry run
   * @param commit the commit that holds it; of a dry run the one that it was compared with
   * @param branch the run's branch when it was loaded on one
   * @param sameSettings whether it was, or had been, read with the settings of today
   * @param datasets datasets delivered
   * @param unchanged those of which no table was written
   * @param rows rows of all raw tables
   * @param newKeys new surrogate keys by entity
   * @param preset preset that told the key columns
   * @param quarantined rows that are set aside, by dataset
   * @param replayed rows that had been set aside and are loaded now, by dataset
   * @param problems problems by code
   * @param findings what the gate found: rule, level, message
   * @param report the file of the report
   * @param log the file of Spark's log
   * @param seconds how long it took
   */
  record Facts(
      String study,
      String delivery,
      String state,
      String commit,
      String branch,
      boolean sameSettings,
      int datasets,
      int unchanged,
      long rows,
      Map<String, Long> newKeys,
      String preset,
      Map<String, Long> quarantined,
      Map<String, Long> replayed,
      Map<ProblemCode, Long> problems,
      List<Map<String, String>> findings,
      String report,
      String log,
      double seconds) {}

  static Facts facts(DeliveryResult result, String study, Optional<Path> log, Duration duration) {
    String state;
    String branch = "";
    boolean sameSettings = true;
    Optional<DeliveryResult.Figures> figures = Optional.empty();
    Optional<Path> report = Optional.empty();
    if (result instanceof DeliveryResult.Loaded loaded) {
      state = loaded.branch().isEmpty() ? "published" : "loaded";
      branch = loaded.branch();
      figures = Optional.of(loaded.figures());
      report = loaded.report();
    } else if (result instanceof DeliveryResult.Checked checked) {
      state = "would pass";
      figures = Optional.of(checked.figures());
      report = checked.report();
    } else {
      state = "published before";
      sameSettings = ((DeliveryResult.AlreadyPublished) result).sameSettings();
    }
    return new Facts(
        study,
        result.tag(),
        state,
        result.commit().value(),
        branch,
        sameSettings,
        figures.map(DeliveryResult.Figures::datasets).orElse(0),
        figures.map(DeliveryResult.Figures::unchanged).orElse(0),
        figures.map(DeliveryResult.Figures::rows).orElse(0L),
        figures.map(DeliveryResult.Figures::newKeys).orElse(Map.of()),
        figures.map(DeliveryResult.Figures::preset).orElse(""),
        figures.map(DeliveryResult.Figures::quarantined).orElse(Map.of()),
        figures.map(DeliveryResult.Figures::replayed).orElse(Map.of()),
        figures.map(DeliveryResult.Figures::problems).orElse(Map.of()),
        figures.map(DeliveryResult.Figures::findings).orElse(List.of()).stream()
            .map(DeliverySummary::finding)
            .toList(),
        report.map(Path::toString).orElse(""),
        log.filter(Files::exists).map(Path::toString).orElse(""),
        duration.toMillis() / 1000.0);
  }

  private static Map<String, String> finding(Finding finding) {
    return new TreeMap<>(
        Map.of(
            "rule", finding.rule(),
            "level", finding.level().name().toLowerCase(Locale.ROOT),
            "message", finding.message()));
  }

  void print(DeliveryResult result, String study, Optional<Path> log, Duration duration) {
    if (result instanceof DeliveryResult.AlreadyPublished published) {
      out.println(
          "Nothing to do: delivery %s of study %s is published with this content, commit %s."
              .formatted(published.tag(), study, published.commit()));
      if (!published.sameSettings()) {
        out.println(
            "  It was read with other settings than today's; --replace reads it again as a new"
                + " revision.");
      }
    } else if (result instanceof DeliveryResult.Loaded loaded) {
      print(loaded, study);
      loaded.report().ifPresent(file -> out.println("  report    " + file));
    } else if (result instanceof DeliveryResult.Checked checked) {
      out.println(
          "Delivery %s of study %s would pass, as far as a dry run can tell; nothing was written."
              .formatted(checked.tag(), study));
      print(checked.figures(), "not given in a dry run");
      checked.report().ifPresent(file -> out.println("  report    " + file));
    }
    log.filter(Files::exists).ifPresent(file -> out.println("  log       " + file));
    out.println("  seconds   %.1f".formatted(duration.toMillis() / 1000.0));
    out.flush();
  }

  private void print(DeliveryResult.Loaded loaded, String study) {
    boolean published = loaded.branch().isEmpty();
    out.println(
        published
            ? "Published delivery %s of study %s.".formatted(loaded.tag(), study)
            : "Loaded delivery %s of study %s on branch %s; main stays as it was."
                .formatted(loaded.tag(), study, loaded.branch()));
    print(loaded.figures(), keys(loaded.figures().newKeys(), "none"));
    out.println("  commit    " + loaded.commit());
  }

  private void print(DeliveryResult.Figures figures, String keys) {
    out.println("  datasets  %d (%d unchanged)".formatted(figures.datasets(), figures.unchanged()));
    out.println("  rows      %,d".formatted(figures.rows()));
    figures
        .replayed()
        .forEach(
            (dataset, rows) ->
                out.println(
                    "  replayed  %s that had been set aside"
                        .formatted(SetAside.rows(dataset, rows))));
    figures
        .quarantined()
        .forEach(
            (dataset, rows) ->
                out.println(
                    "  set aside %s, in quarantine.%s"
                        .formatted(SetAside.rows(dataset, rows), dataset)));
    out.println("  new keys  %s (preset %s)".formatted(keys, figures.preset()));
    out.println("  problems  %s".formatted(problems(figures.problems())));
    figures.warnings().stream()
        .limit(WARNINGS_SHOWN)
        .forEach(problem -> out.println("  warning   " + Printable.visible(problem.message())));
    for (Finding finding : figures.findings()) {
      out.println(
          "  %-9s %s: %s"
              .formatted(
                  finding.level().name().toLowerCase(Locale.ROOT),
                  finding.rule(),
                  finding.message()));
    }
  }

  /** New keys in words, for example {@code 16 location, 30 patient}. */
  static String keys(Map<String, Long> keys, String none) {
    List<String> parts =
        keys.entrySet().stream()
            .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey()))
            .toList();
    return parts.isEmpty() ? none : String.join(", ", parts);
  }

  private static String problems(Map<ProblemCode, Long> counts) {
    List<String> parts =
        counts.entrySet().stream()
            .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey()))
            .toList();
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }
}
