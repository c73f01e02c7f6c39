package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.moves.BranchReset;
import io.studylake.moves.ResetPlan;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code reset}. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = {
      "Points a branch at another commit, and drops what is staged on it.",
      "",
      "Shows first what would change, and asks. For branches that you made to try something; main"
          + " is taken back with restore, and a branch that a process is at work on is left alone.",
      ""
    },
    footer = {"", "Example:", "  studylake reset --study pilot mine --to d3"})
public final class Reset implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BRANCH", description = "The branch, not main.")
  private String branch;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "REF",
      description = "Branch, tag or commit that it shall point at.")
  private String ref;

  @Option(names = "--dry-run", description = "Shows what would change, and changes nothing.")
  private boolean dryRun;

  @Mixin private Confirmation confirmation;
  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Reset() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("reset", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "reset");
    PrintWriter out = spec.commandLine().getOut();
    try (Study study = Study.open(configuration.lake(), common.study())) {
      BranchReset reset = new BranchReset(study);
      ResetPlan plan = reset.plan(branch, ref);
      if (!format.json()) {
        out.println(
            "Branch %s is at %s; it would be at %s:".formatted(branch, plan.head(), plan.target()));
        MovesTable.print(plan.tables(), List.of(), out);
        out.println("What is staged on it would be dropped.");
        out.flush();
      }
      if (dryRun) {
        return said(out, plan, "dry run", "Dry run: nothing was changed.");
      }
      if (!confirmation.given(
          spec.commandLine().getErr(),
          "Reset branch %s of study %s to %s?".formatted(branch, study.name(), ref))) {
        return said(out, plan, "declined", "Nothing was changed.");
      }
      reset.execute(plan);
      return said(
          out,
          plan,
          "reset",
          "Reset branch %s to %s; it was at %s.".formatted(branch, plan.target(), plan.head()));
    }
  }

  private int said(PrintWriter out, ResetPlan plan, String state, String words) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("branch", branch);
    facts.put("state", state);
    facts.put("before", plan.head().value());
    facts.put("target", plan.target().value());
    facts.put("tables", plan.tables());
    format.print(out, facts, printed -> printed.println(words));
    return ExitCode.OK.code();
  }
}
