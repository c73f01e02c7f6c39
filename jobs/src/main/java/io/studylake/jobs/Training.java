package io.studylake.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * Runs each command once on the test data, in one process: the front door lets the JVM write down
 * which classes that took, so that later starts find them ready.
 */
final class Training {
  private Training() {}

  /**
   * Trains.
   *
   * @param args the study's folder of deliveries, and a new folder for the lake
   */
  public static void main(String[] args) {
    Path deliveries = Path.of(args[0]);
    Path lake = Path.of(args[1]);
    List<List<String>> commands =
        List.of(
            List.of("deliver", deliveries.resolve("d1").toString()),
            List.of("deliver", deliveries.resolve("d3").toString()),
            List.of("log"),
            List.of("show"),
            List.of("sql", "SELECT count(*) FROM study.`d3`.base.dm"));
    for (List<String> command : commands) {
      CommandLine line = Studylake.commandLine();
      List<String> all = new ArrayList<>(command);
      all.addAll(List.of("--study", "pilot"));
      all.addAll(nowhereElse(lake));
      int code = line.execute(all.toArray(String[]::new));
      if (code != ExitCode.OK.code()) {
        System.exit(code);
      }
    }
    System.exit(ExitCode.OK.code());
  }

  /** The user's own store may be set in the environment or a file: nothing goes there. */
  private static List<String> nowhereElse(Path lake) {
    return List.of(
        "-Dstudylake.store=local",
        "-Dstudylake.local.path=" + lake,
        "-Dstudylake.warehouse=" + lake.resolve("warehouse"),
        "-Dstudylake.lineage.path=" + lake.resolve("lineage"),
        "-Dstudylake.logs.path=" + lake.resolve("logs"),
        "-Dstudylake.spark.master=local[*]");
  }
}
