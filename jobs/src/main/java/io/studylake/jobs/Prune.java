package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.refs.Prune.Fate;
import io.studylake.refs.Prune.Pruned;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code prune}, also {@code branch prune}. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = {
      "Drops old branches that runs left behind; also written `branch prune`.",
      "",
      "Shows what goes and what stays and why, and asks. Stays: what a process at work owns, what"
          + " somebody made, what is younger, and what could still be published. Files go with the"
          + " next vacuum.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake prune --study pilot --older-than 30d --dry-run",
      "  studylake branch prune --study pilot --older-than 30d --yes"
    })
public final class Prune implements Callable<Integer> {
  /**
   * What became of a branch, as programs are told of it.
   *
   * @param fate {@code goes} or {@code stays}
   */
  private record FateFacts(BranchFacts branch, String fate, String why) {}

  /**
   * The whole answer.
   *
   * @param branches what was planned
   * @param dropped names of branches that are gone now; none in a dry run
   */
  private record Answer(boolean dryRun, List<FateFacts> branches, List<String> dropped) {}

  @Option(
      names = "--older-than",
      required = true,
      paramLabel = "AGE",
      converter = Ages.class,
      description = "Drops branches whose last commit is older: 12h, 30d, 8w.")
  private Duration olderThan;

  @Option(
      names = "--held",
      description = "Drops as well what could still be published, or accepted and published.")
  private boolean held;

  @Option(names = "--dry-run", description = "Shows what would go, and changes nothing.")
  private boolean dryRun;

  @Mixin private Confirmation confirmation;
  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Prune() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("prune", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "prune");
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try (Study study = Study.open(configuration.lake(), common.study())) {
      var prune = new io.studylake.refs.Prune(study, olderThan, held);
      List<Fate> plan = prune.plan();
      if (!format.json()) {
        print(plan, out);
      }
      long going = plan.stream().filter(Fate::goes).count();
      boolean agreed =
          !dryRun
              && going > 0
              && confirmation.given(
                  err, "Drop %s of study %s?".formatted(count(going), study.name()));
      Pruned pruned = agreed ? prune.carryOut(plan) : new Pruned(List.of(), List.of());
      Answer answer =
          new Answer(
              dryRun,
              plan.stream().map(Prune::facts).toList(),
              pruned.dropped().stream().map(branch -> branch.name()).toList());
      format.print(out, answer, words -> end(words, going, agreed, pruned));
    }
    return ExitCode.OK.code();
  }

  private static FateFacts facts(Fate fate) {
    return new FateFacts(BranchFacts.of(fate.branch()), fate.goes() ? "goes" : "stays", fate.why());
  }

  private static void print(List<Fate> plan, PrintWriter out) {
    if (plan.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(List.of("branch", "", "age", "why"), List.of(false, false, true, false));
    Instant now = Instant.now();
    for (Fate fate : plan) {
      table.add(
          List.of(
              fate.branch().name(),
              fate.goes() ? "goes" : "stays",
              Ages.words(fate.branch().since(), now),
              fate.why()));
    }
    table.print(out);
  }

  private void end(PrintWriter out, long going, boolean agreed, Pruned pruned) {
    pruned
        .kept()
        .forEach(fate -> out.println("%s stays: %s.".formatted(fate.branch().name(), fate.why())));
    if (going == 0) {
      out.println("Nothing to drop.");
    } else if (dryRun) {
      out.println("Nothing was dropped: --dry-run. %s would be.".formatted(count(going)));
    } else if (!agreed) {
      out.println("Nothing was dropped.");
    } else {
      out.println("Dropped %s.".formatted(count(pruned.dropped().size())));
    }
  }

  private static String count(long branches) {
    return branches == 1 ? "1 branch" : "%,d branches".formatted(branches);
  }
}
