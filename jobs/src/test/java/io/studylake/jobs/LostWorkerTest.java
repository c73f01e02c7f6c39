package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.jobs.SubmittedJobs.Ended;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.NeedsSpark;
import io.studylake.testing.Servers;
import io.studylake.testing.SparkCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is killed (SIGKILL) while its executor works on a delivery. */
@NeedsServers
@NeedsSpark
@Tag("packaged")
class LostWorkerTest {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");

  /** So many copies of the test study's patients: tasks last long enough to be hit. */
  private static final int COPIES = 40;

  @TempDir private Path folder;

  @Test
  void aDeliveryEndsWellOrIsRunAgainWhenAWorkerIsKilledInIngestOrBase() throws Exception {
    Servers servers = Servers.shared();
    try (SparkCluster cluster = SparkCluster.start(SubmittedJobs.workerEnvironment(servers))) {
      SubmittedJobs jobs = new SubmittedJobs(servers, cluster, folder);
      jobs.submit(Init.class, "--study", "lost-worker").result();
      List<String> steps = List.of("Ingest", "Base");
      for (int at = 0; at < steps.size(); at++) {
        String step = steps.get(at);
        String delivery = "d" + (at + 1);
        String delivered = inCopies(delivery).toString();
        Killer killer = new Killer(step, cluster);

        Ended disturbed = jobs.submit(killer, Deliver.class, delivered, "--study", "lost-worker");

        assertThat(killer.killed).as("the worker that was killed in " + step).isNotZero();
        assertThat(disturbed.exitCode())
            .as(disturbed.err())
            .isIn(ExitCode.OK.code(), ExitCode.FAILED.code(), ExitCode.STORE.code());
        cluster.startWorker(killer.killed);
        assertThat(jobs.submit(Deliver.class, delivered, "--study", "lost-worker").result())
            .contains(disturbed.exitCode() == 0 ? "Nothing to do" : "Published delivery");
        assertThat(jobs.submit(Verify.class, "--study", "lost-worker").result())
            .contains("Nothing is broken");
      }

      assertThat(
              jobs.submit(
                      Sql.class,
                      "--study",
                      "lost-worker",
                      "--format",
                      "csv",
                      """
                      SELECT (SELECT count(*) FROM study.d1.base.vs) AS vs_d1,
                        (SELECT count(visit_key) FROM study.d2.base.vs) AS vs_d2,
                        count(DISTINCT patient_key) AS patients, max(patient_key) AS highest
                      FROM study.main.keys.patient""")
                  .result())
          .isEqualToIgnoringNewLines(
              "vs_d1,vs_d2,patients,highest\n%d,%d,%d,%d"
                  .formatted(995 * COPIES, 1_744 * COPIES, 47 * COPIES, 47 * COPIES));
    }
  }

  /** Kills the worker whose executor gets a task, some tasks after a step began. */
  private static final class Killer implements Consumer<String> {
    private static final Pattern TASK = Pattern.compile("Starting task .*executor (\\d+)");
    private static final int TASKS_BEFORE = 2;

    private final String step;
    private final SparkCluster cluster;
    private boolean inStep;
    private int tasks;
    private int killed;

    Killer(String step, SparkCluster cluster) {
      this.step = step;
      this.cluster = cluster;
    }

    @Override
    public void accept(String line) {
      inStep |= line.startsWith(step + " ");
      Matcher task = TASK.matcher(line);
      if (inStep && killed == 0 && task.find() && ++tasks > TASKS_BEFORE) {
        killed = workerOf(task.group(1));
        cluster.killWorker(killed);
      }
    }

    private int workerOf(String executor) {
      try (Stream<Path> applications = Files.list(cluster.folder().resolve("worker-1"))) {
        // Their names sort by time. Each has an executor on either worker.
        Path running = applications.max(Comparator.naturalOrder()).orElseThrow();
        return Files.isDirectory(running.resolve(executor)) ? 1 : 2;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A delivery of the test study in which each patient stands for many, of the same sites. */
  private Path inCopies(String delivery) throws IOException {
    Path copies = Files.createDirectory(folder.resolve(delivery));
    try (Stream<Path> files = Files.list(PILOT.resolve(delivery))) {
      for (Path file : files.toList()) {
        Path copy = copies.resolve(file.getFileName());
        List<String> lines = Files.readAllLines(file);
        if (file.endsWith("contents.csv")) {
          // Without the count of rows.
          Files.writeString(copy, Files.readString(file).replace(",NOBS,", ",OF_ONE_COPY,"));
          continue;
        }
        String rows = String.join("\n", lines.subList(1, lines.size())) + "\n";
        Files.writeString(
            copy,
            IntStream.rangeClosed(1, COPIES)
                .mapToObj(number -> rows.replace(",01-7", ",%02d-7".formatted(number)))
                .collect(Collectors.joining("", lines.get(0) + "\n", "")));
      }
    }
    return copies;
  }
}
