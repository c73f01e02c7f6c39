package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code init}. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a study ready for its first delivery, and guards its main branch in the server.",
      "",
      "On lakeFS: creates the repository when there is none, protects main from direct writes and"
          + " commits, and installs a pre-merge hook that lets only passed runs of deliver into main."
          + " Needs the rights to do so; whoever delivers does not. On the embedded store it creates"
          + " the study, which deliver does as well. Safe to repeat: what is there stays, a hook"
          + " that was changed is put back.",
      ""
    },
    footer = {"", "Example:", "  studylake init --study pilot"})
public final class Init implements Callable<Integer> {
  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Init() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("init", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "init");
    List<String> done = Study.initialise(configuration.lake(), common.study());
    try (Study study = Study.open(configuration.lake(), common.study())) {
      study.requireWarehouse();
      String uri = study.store().uri().toString();
      format.print(
          spec.commandLine().getOut(),
          new Facts(study.name(), uri, done),
          out -> {
            done.forEach(out::println);
            out.println("Study %s is ready: %s".formatted(study.name(), uri));
          });
    }
    return ExitCode.OK.code();
  }

  /**
   * The facts.
   *
   * @param study the study's name
   * @param uri where its versions are
   * @param done what had to be done for its guard
   */
  private record Facts(String study, String uri, List<String> done) {}
}
