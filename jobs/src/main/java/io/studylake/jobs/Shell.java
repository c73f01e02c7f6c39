package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.config.ConfigurationException;
import io.studylake.lake.Study;
import io.studylake.shell.ShellSettings;
import io.studylake.spark.Sessions;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code shell}. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description = {
      "Starts spark-shell, or pyspark, with the snapshots of a study.",
      "",
      "Tables are study.`<ref>`.<namespace>.<table>. Each ref is read at one commit for the whole"
          + " session, until refresh; pins shows them. Further words: tables, at, compare, log, refs. Takes"
          + " the Spark that SPARK_HOME names, else that of Python's package pyspark.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  studylake shell --study pilot",
      "  studylake shell --study pilot --python",
      "  studylake shell --study pilot -- --driver-memory 4g"
    })
public final class Shell implements Callable<Integer> {
  @Option(names = "--python", description = "Starts pyspark instead of spark-shell.")
  private boolean python;

  @Parameters(
      arity = "0..*",
      paramLabel = "OPTION",
      description = "After --: options of spark-shell or pyspark itself.")
  private List<String> options = new ArrayList<>();

  @Mixin private CommonOptions common;

  Shell() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("shell", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "shell");
    String script = System.getProperty("studylake.launch", "");
    if (script.isEmpty()) {
      throw new ConfigurationException(
          "Cannot start a shell from here: the terminal is another program's. Use"
              + " spark-submit/studylake shell, or see docs/exploring.md for a session of your own.");
    }
    try (Study study = Study.open(configuration.lake(), common.study())) {
      study.store().require(VersionStore.MAIN);
    }
    ShellProgram program =
        new ShellProgram(
            Path.of(System.getProperty("studylake.home")),
            SparkHome.find(System.getenv()),
            conf(configuration),
            options,
            new ShellSettings(
                common.study(),
                common.file().map(file -> file.toAbsolutePath().toString()).orElse(""),
                common.overrides()));
    Launch launch = python ? program.pyspark(System.getenv()) : program.sparkShell();
    launch.leave(Path.of(script));
    return ExitCode.OK.code();
  }

  private static Map<String, String> conf(Configuration configuration) {
    Map<String, String> conf = new TreeMap<>(Sessions.exploring(configuration));
    // What Spark warns of at its start is of no use to somebody who asks.
    conf.putIfAbsent("spark.log.level", "ERROR");
    conf.putIfAbsent("spark.ui.showConsoleProgress", "false");
    return conf;
  }
}
