package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.delivery.CannotReadDeliveryException;
import io.studylake.delivery.FileNames;
import io.studylake.delivery.SourceFolder;
import io.studylake.lake.Study;
import io.studylake.run.DeliveryRequest;
import io.studylake.version.RefNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code backfill}. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description = {
      "Delivers many folders in the order given, with one start of Spark.",
      "",
      "Each folder is a delivery of the folder's name, loaded and published as deliver does. One that"
          + " is published with this content is passed over, so the same command goes on where it"
          + " was stopped. The first that does not pass ends it, with the exit code that deliver"
          + " would have; those before it stay published.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake backfill --study pilot incoming/d1 incoming/d2 incoming/d3",
      "  studylake backfill --study pilot --dry-run incoming/*"
    })
public final class Backfill implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      description = "The delivered folders, the oldest first.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description =
          "Lists the order, and what is published already, without reading a cell or writing"
              + " anything. What is in the files only deliver --dry-run tells.")
  private boolean dryRun;

  @Mixin private PolicyOption policy;
  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Backfill() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("backfill", args);
  }

  @Override
  public Integer call() {
    Map<String, Path> deliveries = named();
    Configuration configuration = common.configuration(policy.settings());
    // Before the first is loaded: a mistyped folder does not wait for hours to be told.
    requireFolders(FileNames.of(configuration.delivery()));
    RefNames.repository(configuration.lake().repositoryOf(common.study()));
    List<DeliveryRequest> requests = new ArrayList<>();
    deliveries.forEach(
        (name, folder) ->
            requests.add(new DeliveryRequest(folder, name, Optional.empty(), true, false)));
    BackfillSummary summary = new BackfillSummary(common.study(), dryRun);
    LoadingProcess process =
        new LoadingProcess("backfill", configuration, spec.commandLine().getOut(), format);
    if (dryRun) {
      return process
          .preview(
              requests,
              () -> Study.open(configuration.lake(), common.study()),
              done -> summary.print(done, format, spec.commandLine()))
          .code();
    }
    return process
        .backfill(
            requests,
            () -> Study.openOrCreate(configuration.lake(), common.study()),
            done -> summary.print(done, format, spec.commandLine()))
        .code();
  }

  /** The folders by the names of their deliveries, in the order given. */
  private Map<String, Path> named() {
    Map<String, Path> deliveries = new LinkedHashMap<>();
    for (Path folder : folders) {
      String name = DeliveryNames.of(folder);
      DeliveryNames.check(name, "Give the folder another name");
      Path other = deliveries.put(name, folder);
      if (other != null) {
        throw new IllegalArgumentException(
            ("Cannot backfill: %s and %s are both named %s, and the folder's name is that of the"
                    + " delivery. Give one of them another name, or deliver it alone with"
                    + " `studylake deliver --delivery`.")
                .formatted(other, folder, name));
      }
    }
    return deliveries;
  }

  private void requireFolders(FileNames names) {
    List<String> complaints = new ArrayList<>();
    for (Path folder : folders) {
      try {
        SourceFolder.open(folder, names);
      } catch (CannotReadDeliveryException e) {
        complaints.add(e.getMessage());
      }
    }
    if (!complaints.isEmpty()) {
      throw new CannotReadDeliveryException(String.join("\n", complaints));
    }
  }
}
