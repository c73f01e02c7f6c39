package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.gate.Acceptance;
import io.studylake.lake.Study;
import io.studylake.run.Publication;
import io.studylake.run.Publication.Published;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code publish}. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes a branch that deliver --no-publish held back, or that the gate stopped.",
      "",
      "What the gate stopped needs --accept and --reason for each rule that did. main has to be where"
          + " the run started from; if it moved, the folder is delivered again. Needs no Spark.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake publish --study pilot d4-20260131-093000-k3x9qa",
      "  studylake publish --study pilot d4-20260131-093000-k3x9qa --accept patients-gone"
          + " --reason 'withdrawn consent, letter of 30 January'"
    })
public final class Publish implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BRANCH", description = "The run's branch.")
  private String branch;

  @Mixin private AcceptOptions accept;
  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Publish() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("publish", args);
  }

  @Override
  public Integer call() {
    List<Acceptance> accepted = accept.acceptancesAlone();
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "publish");
    Terminal terminal = Terminal.ofProcess();
    try (Study study = Study.open(configuration.lake(), common.study())) {
      Published published = new Publication(study, terminal).publish(branch, accepted);
      terminal.finish();
      format.print(
          spec.commandLine().getOut(),
          facts(study, published),
          out -> print(study, published, out));
      return ExitCode.OK.code();
    } finally {
      terminal.finish();
    }
  }

  private void print(Study study, Published published, PrintWriter out) {
    if (published.before()) {
      out.println(
          "Nothing to do: %s is published as delivery %s of study %s, commit %s."
              .formatted(branch, published.tag(), study.name(), published.commit()));
      return;
    }
    out.println("Published delivery %s of study %s.".formatted(published.tag(), study.name()));
    published
        .accepted()
        .forEach(
            accepted ->
                out.println("  accepted  %s: %s".formatted(accepted.rule(), accepted.reason())));
    out.println("  commit    " + published.commit());
  }

  private Map<String, Object> facts(Study study, Published published) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("study", study.name());
    facts.put("branch", branch);
    facts.put("delivery", published.tag());
    facts.put("commit", published.commit().value());
    facts.put("publishedBefore", published.before());
    facts.put("accepted", published.accepted());
    return facts;
  }
}
