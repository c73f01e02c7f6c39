package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.gate.Acceptance;
import io.studylake.lake.Study;
import io.studylake.run.DeliveryRequest;
import io.studylake.run.DeliverySource;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code replay}. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Loads a published delivery again from its archived files, and with it what was set aside.",
      "",
      "To be used when the configuration or the contents were corrected. The latest delivery of"
          + " main becomes its next revision, checked and published like any delivery. Rows of"
          + " quarantine.<dataset> that load now are marked there, never deleted; meta.replays"
          + " keeps who did it, when and why (--reason).",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake replay --study pilot --delivery d4 --reason 'NK means missing, says the"
          + " sponsor'",
      "  studylake replay --study pilot --delivery d4 --contents corrected/contents.csv"
    })
public final class Replay implements Callable<Integer> {
  @Option(
      names = "--delivery",
      required = true,
      paramLabel = "NAME",
      description = "Name of the delivery, without its revision.")
  private String delivery;

  @Option(
      names = "--contents",
      paramLabel = "FILE",
      description = "Corrected contents, archived with the new revision; default: its own.")
  private Optional<Path> contents = Optional.empty();

  @Mixin private AcceptOptions accept;
  @Mixin private PolicyOption policy;
  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Replay() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("replay", args);
  }

  @Override
  public Integer call() {
    List<Acceptance> acceptances = accept.acceptances();
    Configuration configuration = common.configuration(policy.settings());
    return new LoadingProcess("replay", configuration, spec.commandLine().getOut(), format)
        .run(
            DeliveryRequest.replay(
                    new DeliverySource.Archived(
                        contents, System.getProperty("user.name", ""), accept.reason()),
                    delivery)
                .accepting(acceptances),
            () -> Study.open(configuration.lake(), common.study()))
        .code();
  }
}
