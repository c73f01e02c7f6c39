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

/** What {@code deliver} says at its end. */
final class DeliverySummary {
  private static final int WARNINGS_SHOWN = 10;

  private final PrintWriter out;

  DeliverySummary(PrintWriter out) {
    this.out = out;
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
