package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.delivery.FileNames;
import io.studylake.delivery.SourceFolder;
import io.studylake.gate.Acceptance;
import io.studylake.lake.Study;
import io.studylake.run.DeliveryRequest;
import io.studylake.version.RefNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code deliver}. */
@Command(
    name = "deliver",
    mixinStandardHelpOptions = true,
    description = {
      "Loads a delivered folder, gives surrogate keys, and publishes all of it in one step.",
      "",
      "The folder holds one CSV file per dataset and a contents file (PROC CONTENTS OUT=, or"
          + " dataset,column,type); formats.csv (PROC FORMAT CNTLOUT=), where there is one, decodes"
          + " user formats. Everything happens on a branch of its own; main moves at the very end,"
          + " or not at all. The same delivery again changes nothing.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake deliver testdata/cdiscpilot01/d1 --study pilot",
      "  studylake deliver incoming/2024-02 --study pilot --delivery d5 --dry-run",
      "  studylake deliver incoming/2024-02 --study pilot --delivery d5 --no-publish",
      "  studylake deliver incoming/2024-02 --study pilot --delivery d5 --accept patients-gone"
          + " --reason 'Site 702 was closed, says the sponsor'"
    })
public final class Deliver implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The delivered folder.")
  private Path folder;

  @Option(
      names = "--delivery",
      paramLabel = "NAME",
      description = "Name of the delivery, and of the tag it gets; default: the folder's name.")
  private Optional<String> delivery = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "REF",
      description =
          "Published snapshot whose data to start from; default: main. Keys are always those of"
              + " main.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--no-publish",
      description = "Ends with a commit on the run's branch; main stays as it is.")
  private boolean noPublish;

  @Option(
      names = "--replace",
      description = "Publishes other content under a name that is published as its next revision.")
  private boolean replace;

  @Option(
      names = "--dry-run",
      description =
          "Reads, checks and reports, and writes nothing but the report: no branch, no archive, no"
              + " keys.")
  private boolean dryRun;

  @Mixin private AcceptOptions accept;
  @Mixin private PolicyOption policy;
  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Deliver() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("deliver", args);
  }

  @Override
  public Integer call() {
    String name = delivery.orElseGet(() -> DeliveryNames.of(folder));
    DeliveryNames.check(name);
    List<Acceptance> acceptances = accept.acceptancesAlone();
    Configuration configuration = common.configuration(policy.settings());
    // Before a study is made: a mistyped folder leaves nothing behind.
    SourceFolder.open(folder, FileNames.of(configuration.delivery()));
    RefNames.repository(configuration.lake().repositoryOf(common.study()));
    DeliveryRequest request =
        new DeliveryRequest(folder, name, from, !noPublish, replace).accepting(acceptances);
    LoadingProcess process =
        new LoadingProcess("deliver", configuration, spec.commandLine().getOut(), format);
    if (dryRun) {
      return process.check(request, () -> Study.open(configuration.lake(), common.study())).code();
    }
    return process
        .run(
            request,
            () ->
                from.isPresent()
                    ? Study.open(configuration.lake(), common.study())
                    : Study.openOrCreate(configuration.lake(), common.study()))
        .code();
  }
}
