package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.config.VacuumConfig;
import io.studylake.lake.Study;
import io.studylake.text.Listing;
import io.studylake.vacuum.Freed;
import io.studylake.vacuum.Outcome;
import io.studylake.vacuum.Plan;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code vacuum}. */
@Command(
    name = "vacuum",
    mixinStandardHelpOptions = true,
    description = {
      "Deletes the files of a study that no branch, tag or run reaches.",
      "",
      "A file of a table or of the archive goes when no commit of any branch or tag, back to the"
          + " first, needs it, nothing that is staged does, and it is older than the safety age and"
          + " than every run at work. So every snapshot stays readable; what goes is what dropped"
          + " branches and broken runs left. Shows what it frees and asks first. Stopped at any"
          + " moment and run again, it goes on. A study in which something cannot be read is left"
          + " as it is, with 7.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake vacuum --study pilot --dry-run",
      "  studylake vacuum --study pilot --older-than 3d --yes"
    })
public final class Vacuum implements Callable<Integer> {
  private static final int NAMED = 10;

  @Option(names = "--dry-run", description = "Shows what would be freed, and deletes nothing.")
  private boolean dryRun;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description =
          "The safety age, for example 36h or 14d; default: studylake.vacuum.older-than, 7d.")
  private Optional<String> olderThan = Optional.empty();

  @Mixin private Confirmation confirmation;
  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Vacuum() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("vacuum", args);
  }

  /** What is printed as JSON. */
  private record Facts(
      String study,
      boolean dryRun,
      Duration olderThan,
      List<Freed> freed,
      long files,
      long bytes,
      Kept kept,
      List<String> unknown,
      Deleted deleted,
      List<String> left) {}

  private record Kept(
      long reached, long reachedBytes, long young, long youngBytes, Instant writtenAfter) {
    static Kept of(Plan.Kept kept) {
      return new Kept(
          kept.reached(), kept.reachedBytes(), kept.young(), kept.youngBytes(), kept.before());
    }
  }

  private record Deleted(long files, long bytes, long emptyFolders) {}

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    VacuumConfig vacuum = configuration.vacuum().olderThan(olderThan);
    RunLog.openIfThereIsALake(configuration, "vacuum");
    Terminal terminal = Terminal.ofProcess();
    try (Study study = Study.open(configuration.lake(), common.study());
        io.studylake.vacuum.Vacuum collector =
            new io.studylake.vacuum.Vacuum(study, vacuum.olderThan(), terminal)) {
      study.requireWarehouse();
      Plan plan = collector.plan();
      terminal.finish();
      PrintWriter out = spec.commandLine().getOut();
      if (!format.json()) {
        print(study.name(), vacuum.olderThan(), plan, out);
      }
      Outcome outcome = new Outcome(0, 0, 0, List.of());
      if (!dryRun && plan.count() > 0 && confirmed(study.name(), plan)) {
        outcome = collector.execute(plan);
        terminal.finish();
      }
      if (format.json()) {
        format.print(out, facts(study.name(), vacuum.olderThan(), plan, outcome), words -> {});
      } else if (!dryRun && plan.count() > 0) {
        print(outcome, out);
      }
      return ExitCode.OK.code();
    } finally {
      terminal.finish();
    }
  }

  private boolean confirmed(String study, Plan plan) {
    return confirmation.given(
        spec.commandLine().getErr(),
        "Delete %,d files (%s) of study %s?".formatted(plan.count(), size(plan.bytes()), study));
  }

  private Facts facts(String study, Duration age, Plan plan, Outcome outcome) {
    return new Facts(
        study,
        dryRun,
        age,
        plan.freed(),
        plan.count(),
        plan.bytes(),
        Kept.of(plan.kept()),
        plan.unknown(),
        new Deleted(outcome.files(), outcome.bytes(), outcome.folders()),
        outcome.left());
  }

  private void print(String study, Duration age, Plan plan, PrintWriter out) {
    out.println(
        "Study %s: %,d files (%s) that no branch, tag or run reaches and that are older than %s."
            .formatted(study, plan.count(), size(plan.bytes()), words(age)));
    if (plan.count() > 0) {
      TextTable table =
          new TextTable(
              List.of("where", "what", "files", "size"), List.of(false, false, true, true));
      plan.freed()
          .forEach(
              freed ->
                  table.add(
                      List.of(
                          freed.table(),
                          freed.kind(),
                          "%,d".formatted(freed.files()),
                          size(freed.bytes()))));
      table.print(out);
    }
    Plan.Kept kept = plan.kept();
    out.println("%,d files (%s) are reached.".formatted(kept.reached(), size(kept.reachedBytes())));
    if (kept.young() > 0) {
      out.println(
          "%,d files (%s) are not reached and younger, or a run at work may need them: they stay."
              .formatted(kept.young(), size(kept.youngBytes())));
    }
    if (!plan.unknown().isEmpty()) {
      out.println(
          "%,d files are not studylake's and stay: %s."
              .formatted(plan.unknown().size(), Listing.first(NAMED, plan.unknown())));
    }
    out.flush();
  }

  private static void print(Outcome outcome, PrintWriter out) {
    List<String> lines = new ArrayList<>();
    lines.add(
        outcome.files() == 0
            ? "Nothing was deleted."
            : "Deleted %,d files (%s)%s."
                .formatted(
                    outcome.files(),
                    size(outcome.bytes()),
                    outcome.folders() == 0
                        ? ""
                        : " and %,d empty folders of tables".formatted(outcome.folders())));
    outcome.left().forEach(left -> lines.add("Left: %s.".formatted(left)));
    lines.forEach(out::println);
    out.flush();
  }

  private static String words(Duration age) {
    return age.toHours() % 24 == 0
        ? "%d days".formatted(age.toDays())
        : "%d hours".formatted(age.toHours());
  }

  private static String size(long bytes) {
    if (bytes < 1_000_000) {
      return "%,d bytes".formatted(bytes);
    }
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }
}
