package io.studylake.jobs;

import java.nio.file.Path;
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
    String lake = "-Dstudylake.local.path=" + args[1];
    List<List<String>> commands =
        List.of(
            List.of("deliver", deliveries.resolve("d1").toString(), "--study", "pilot", lake),
            List.of("deliver", deliveries.resolve("d3").toString(), "--study", "pilot", lake),
            List.of("log", "--study", "pilot", lake),
            List.of("show", "--study", "pilot", lake),
            List.of("sql", "--study", "pilot", lake, "SELECT count(*) FROM study.`d3`.base.dm"));
    for (List<String> command : commands) {
      CommandLine line = Studylake.commandLine();
      int code = line.execute(command.toArray(String[]::new));
      if (code != ExitCode.OK.code()) {
        System.exit(code);
      }
    }
    System.exit(ExitCode.OK.code());
  }
}
