package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Snapshot;
import io.studylake.lake.Study;
import io.studylake.version.CommitId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the datasets of a snapshot: rows, columns, and the delivery that last changed them.",
      ""
    },
    footer = {"", "Example:", "  studylake show --study pilot d3"})
public final class Show implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REF",
      defaultValue = "main",
      description = "Branch, tag or commit; default: main.")
  private String ref;

  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Show() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("show", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "show");
    try (Study study = Study.open(configuration.lake(), common.study())) {
      CommitId commit = study.store().require(ref);
      Snapshot snapshot = Snapshot.read(study, commit);
      format.print(
          spec.commandLine().getOut(),
          new Facts(study.name(), ref, commit.value(), snapshot.datasets(), snapshot.members()),
          out -> {
            out.println("Study %s at %s, commit %s.".formatted(study.name(), ref, commit));
            print(snapshot, out);
          });
    }
    return ExitCode.OK.code();
  }

  /**
   * The facts.
   *
   * @param study the study's name
   * @param ref what was asked for
   * @param commit the commit that it names
   * @param datasets in order of name
   * @param keys surrogate keys given, by entity
   */
  private record Facts(
      String study,
      String ref,
      String commit,
      List<Snapshot.DatasetState> datasets,
      Map<String, Long> keys) {}

  private static void print(Snapshot snapshot, PrintWriter out) {
    TextTable datasets =
        new TextTable(
            List.of("dataset", "rows", "columns", "raw changed by", "base changed by", "label"),
            List.of(false, true, true, false, false, false));
    for (Snapshot.DatasetState dataset : snapshot.datasets()) {
      datasets.add(
          List.of(
              dataset.name(),
              "%,d".formatted(dataset.rows()),
              Integer.toString(dataset.columns()),
              dataset.rawDelivery(),
              dataset.baseDelivery(),
              dataset.label()));
    }
    datasets.print(out);
    snapshot.datasets().stream()
        .filter(dataset -> dataset.quarantined() > 0)
        .forEach(
            dataset -> out.println(SetAside.words(dataset.name(), dataset.quarantined()) + "."));
    List<String> keys = new ArrayList<>();
    snapshot.members().forEach((entity, count) -> keys.add("%,d %s".formatted(count, entity)));
    out.println("Keys: " + (keys.isEmpty() ? "none" : String.join(", ", keys)) + ".");
    out.flush();
  }
}
