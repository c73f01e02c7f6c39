package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.refs.Branches;
import io.studylake.refs.Refs;
import io.studylake.version.CommitId;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code branch}. */
@Command(
    name = "branch",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the branches of a study with what each is for, or makes one.",
      "",
      "Without a name: every branch, what became of the run that made it, its head and age. With a"
          + " name: a new branch from main or another ref, to try something on or to keep a state."
          + " Costs nothing: no data are copied. `branch prune` is the command prune.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake branch --study pilot",
      "  studylake branch --study pilot what-if --at d2",
      "  studylake branch prune --study pilot --older-than 30d"
    })
public final class Branch implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The new branch: letters, digits, '_' and '-', no '-' in front.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--at",
      paramLabel = "REF",
      description = "Branch, tag or commit that it starts from; default: main.")
  private Optional<String> at = Optional.empty();

  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Branch() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("branch", args);
  }

  @Override
  public Integer call() {
    if (name.isEmpty() && at.isPresent()) {
      throw new IllegalArgumentException(
          "Cannot make a branch at %s: it has no name. Give one.".formatted(at.get()));
    }
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "branch");
    PrintWriter out = spec.commandLine().getOut();
    try (Study study = Study.open(configuration.lake(), common.study())) {
      if (name.isPresent()) {
        MadeFacts made = MadeFacts.of(new Refs(study).branch(name.get(), at.orElse("main")));
        format.print(out, made, words -> made.print(words, "branch"));
      } else {
        List<BranchFacts> branches =
            new Branches(study).all().stream().map(BranchFacts::of).toList();
        format.print(out, branches, words -> print(branches, words));
      }
    }
    return ExitCode.OK.code();
  }

  private static void print(List<BranchFacts> branches, PrintWriter out) {
    TextTable table =
        new TextTable(
            List.of("branch", "kind", "delivery", "age", "head"),
            List.of(false, false, false, true, false));
    Instant now = Instant.now();
    for (BranchFacts branch : branches) {
      table.add(
          List.of(
              branch.name(),
              branch.words(),
              branch.delivery(),
              Ages.words(branch.since(), now),
              new CommitId(branch.commit()).abbreviated()));
    }
    table.print(out);
  }
}
