package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A driver that is killed (SIGKILL) in the middle of a delivery, and the delivery run again. */
class KilledDeliveryTest {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");

  @TempDir private Path folder;

  @Test
  void aDeliveryRunAgainAfterKillsInFourStepsGivesTheKeysOfAnUndisturbedOne() throws Exception {
    Path disturbed = folder.resolve("disturbed");
    Path undisturbed = folder.resolve("undisturbed");
    for (Path lake : List.of(disturbed, undisturbed)) {
      assertThat(run("deliver", PILOT.resolve("d1").toString(), lake)).contains("Published");
    }
    String before = run("show", "main", disturbed);

    for (String step : List.of("Ingest", "Keys", "Base", "Publish")) {
      assertThat(killedAt(step, disturbed)).as("the run came to " + step).isTrue();
      if (!step.equals("Publish")) {
        assertThat(run("show", "main", disturbed))
            .as("main after a kill in " + step)
            .isEqualTo(before);
      }
    }
    run("deliver", PILOT.resolve("d2").toString(), disturbed);
    run("deliver", PILOT.resolve("d2").toString(), undisturbed);

    for (String entity : List.of("patient", "visit", "location")) {
      String keys = "SELECT * FROM study.d2.keys.%1$s ORDER BY %1$s_key".formatted(entity);
      assertThat(run("sql", keys, disturbed)).isEqualTo(run("sql", keys, undisturbed));
    }
    String rows = "SELECT count(*), sum(patient_key), sum(visit_key) FROM study.main.base.vs";
    assertThat(run("sql", rows, disturbed)).isEqualTo(run("sql", rows, undisturbed));
  }

  /** Starts a delivery in a process of its own and kills it when it says that it begins a step. */
  private boolean killedAt(String step, Path lake) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk."))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            Deliver.class.getName(),
            PILOT.resolve("d2").toString(),
            "--study",
            "pilot",
            "-Dstudylake.spark.master=local[2]",
            "-Dstudylake.local.path=" + lake));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    boolean reached = false;
    try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith(step)) {
          reached = true;
          break;
        }
      }
      process.destroyForcibly();
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return reached;
  }

  private static String run(String command, String argument, Path lake) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(command, argument, "--study", "pilot"));
    if (command.equals("deliver")) {
      all.add("-Dstudylake.spark.master=local[2]");
    }
    all.add("-Dstudylake.local.path=" + lake);
    assertThat(line.execute(all.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString();
  }
}
