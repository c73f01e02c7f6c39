package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.refs.Refs;
import io.studylake.version.CommitId;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code drop-branch}. */
@Command(
    name = "drop-branch",
    mixinStandardHelpOptions = true,
    description = {
      "Drops a branch: one that somebody made, or one that a run left.",
      "",
      "Never main, and never one that a process at work owns. Says where the branch was, so that it"
          + " can be made again. Files go with the next vacuum, those that no other ref reaches.",
      ""
    },
    footer = {"", "Example:", "  studylake drop-branch --study pilot what-if"})
public final class DropBranch implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BRANCH", description = "The branch.")
  private String branch;

  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  DropBranch() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("drop-branch", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "drop-branch");
    PrintWriter out = spec.commandLine().getOut();
    try (Study study = Study.open(configuration.lake(), common.study())) {
      BranchFacts dropped = BranchFacts.of(new Refs(study).dropBranch(branch));
      format.print(out, dropped, words -> print(dropped, study.name(), words));
    }
    return ExitCode.OK.code();
  }

  private static void print(BranchFacts dropped, String study, PrintWriter out) {
    out.println(
        "Dropped branch %s (%s), which was at %s."
            .formatted(
                dropped.name(), dropped.words(), new CommitId(dropped.commit()).abbreviated()));
    out.println(
        "  Until the next vacuum what was committed is found again with: studylake branch --study %s again --at %s"
            .formatted(study, dropped.commit()));
  }
}
