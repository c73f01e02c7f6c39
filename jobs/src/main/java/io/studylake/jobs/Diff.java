package io.studylake.jobs;

import io.studylake.compare.SnapshotComparison;
import io.studylake.compare.SnapshotDifference;
import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.version.CommitId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code diff}. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what two snapshots differ in: rows, columns, members.",
      "",
      "LEFT and RIGHT are branches (as they were last committed), tags or commits. For each"
          + " dataset: rows before and after, how many rows RIGHT alone has (added) and how many"
          + " LEFT alone has (removed), columns that came, went or changed; for each entity the"
          + " members that are new and gone. A row that changed is one removed and one added."
          + " Tables that both snapshots share cost nothing. Changes nothing, needs no Spark.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  studylake diff --study pilot d3 d4",
      "  studylake diff --study pilot main d5-20260301T080000Z-1a2b3c   a delivery held back",
      "  studylake diff --study pilot d3 main --no-rows                 metadata alone",
      "  studylake diff --study pilot d3 d4 --format json"
    })
public final class Diff implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "LEFT", description = "The earlier snapshot.")
  private String left;

  @Parameters(index = "1", paramLabel = "RIGHT", description = "The later snapshot.")
  private String right;

  @Option(
      names = "--no-rows",
      description =
          "Reads no data: counts rows added and removed only where metadata tell, and leaves out"
              + " members of which only data tell.")
  private boolean metadataAlone;

  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Diff() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("diff", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "diff");
    Terminal terminal = Terminal.ofProcess();
    try (Study study = Study.open(configuration.lake(), common.study())) {
      CommitId from = study.store().require(left);
      CommitId to = study.store().require(right);
      SnapshotComparison comparison =
          metadataAlone
              ? SnapshotComparison.ofMetadata(study, terminal)
              : SnapshotComparison.ofRows(study, terminal);
      SnapshotDifference difference = comparison.of(from, to);
      terminal.finish();
      format.print(
          spec.commandLine().getOut(),
          DiffFacts.of(study.name(), left, right, difference),
          out ->
              new DiffWords(new DiffWords.Asked(study.name(), left, right, metadataAlone), out)
                  .print(difference));
      return ExitCode.OK.code();
    } finally {
      terminal.finish();
    }
  }
}
