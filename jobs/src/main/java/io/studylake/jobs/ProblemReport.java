package io.studylake.jobs;

import io.studylake.gate.Finding;
import io.studylake.problem.Problem;
import io.studylake.run.DeliveryRejected;
import io.studylake.text.Printable;
import java.io.PrintWriter;
import java.util.Locale;

/** The text report of a delivery that was rejected: all in one, the first problems with values. */
final class ProblemReport {
  private final PrintWriter out;

  ProblemReport(PrintWriter out) {
    this.out = out;
  }

  void print(DeliveryRejected rejected) {
    out.println(rejected.getMessage());
    for (Finding finding : rejected.findings()) {
      out.println("  %s  rule %s: %s".formatted(level(finding), finding.rule(), finding.message()));
    }
    for (Problem problem : rejected.problems()) {
      out.println("  " + line(problem));
    }
    long all = rejected.counts().values().stream().mapToLong(Long::longValue).sum();
    if (all > rejected.problems().size()) {
      out.println("  … %,d more problems.".formatted(all - rejected.problems().size()));
    }
    if (!rejected.counts().isEmpty()) {
      out.println("Problems by code:");
      rejected.counts().forEach((code, count) -> out.println("  %-24s %,d".formatted(code, count)));
    }
    if (rejected.branch().isEmpty()) {
      out.println("Dry run: nothing was written.");
    } else {
      out.println(
          "Nothing was published. Branch %s keeps what there is; meta.problems on it lists the problems."
              .formatted(rejected.branch()));
    }
    rejected.report().ifPresent(file -> out.println("  Report: " + file));
  }

  private static String level(Finding finding) {
    return finding.level().name().toLowerCase(Locale.ROOT);
  }

  private static String line(Problem problem) {
    StringBuilder text = new StringBuilder();
    text.append(problem.severity().name().toLowerCase(Locale.ROOT)).append("  ");
    text.append(problem.file());
    problem.line().ifPresent(line -> text.append(':').append(line));
    problem.column().ifPresent(column -> text.append(' ').append(column));
    text.append("  ").append(problem.code());
    problem.value().ifPresent(value -> text.append("  '").append(shortened(value)).append('\''));
    text.append("  ").append(problem.message());
    // Names and cells are hostile: none may move the cursor or fill the screen.
    return Printable.visible(text.toString());
  }

  private static String shortened(String plain) {
    return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
  }
}
