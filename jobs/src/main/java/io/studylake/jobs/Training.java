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
    meetServers(lake);
    System.exit(ExitCode.OK.code());
  }

  /**
   * Loads what speaks to lakeFS and to an object store, by asking where nobody answers: the
   * commands fail, as they do where a server is down, and that is all they are for.
   */
  private static void meetServers(Path lake) {
    List<String> nobody =
        List.of(
            "-Dstudylake.lakefs.endpoint=http://127.0.0.1:9",
            "-Dstudylake.lakefs.access-key-id=nobody",
            "-Dstudylake.lakefs.secret-access-key=nobody",
            "-Dstudylake.lakefs.attempts=1",
            "-Dstudylake.s3.endpoint=http://127.0.0.1:9",
            "-Dstudylake.s3.access-key-id=nobody",
            "-Dstudylake.s3.secret-access-key=nobody",
            "-Dstudylake.warehouse=s3a://nowhere/warehouse");
    for (String store : List.of("lakefs", "local")) {
      List<String> all = new ArrayList<>(List.of("verify", "--study", "pilot"));
      all.addAll(nowhereElse(lake));
      all.removeIf(
          option ->
              option.startsWith("-Dstudylake.store=")
                  || option.startsWith("-Dstudylake.warehouse="));
      all.addAll(nobody);
      all.add("-Dstudylake.store=" + store);
      Studylake.commandLine().execute(all.toArray(String[]::new));
    }
  }

  /** The user's own store may be set in the environment or a file: nothing goes there. */
  private static List<String> nowhereElse(Path lake) {
    return List.of(
        "-Dstudylake.store=local",
        "-Dstudylake.local.path=" + lake,
        "-Dstudylake.warehouse=" + lake.resolve("warehouse"),
        "-Dstudylake.lineage.path=" + lake.resolve("lineage"),
        "-Dstudylake.logs.path=" + lake.resolve("logs"),
        "-Dstudylake.report.path=" + lake.resolve("reports"),
        "-Dstudylake.spark.master=local[*]");
  }
}
