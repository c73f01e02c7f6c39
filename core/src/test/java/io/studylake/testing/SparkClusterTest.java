package io.studylake.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsSpark
class SparkClusterTest {
  private static final String SPLITS_OVER_PROCESSES =
      """
      val pids = sc.parallelize(1 to 8, 8).map { _ =>
        Thread.sleep(500)
        ProcessHandle.current().pid()
      }.collect().toSet
      println("executors " + (pids - ProcessHandle.current().pid()).size)
      System.exit(0)
      """;

  @TempDir Path folder;

  @Test
  void workIsDoneByTwoProcessesAndAKilledWorkerIsMissedAndComesBack() throws Exception {
    try (SparkCluster cluster = SparkCluster.start()) {
      assertThat(shell(cluster)).contains("executors 2");

      cluster.killWorker(1);

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(cluster.aliveWorkers()).isEqualTo(1));

      cluster.startWorker(1);

      assertThat(cluster.aliveWorkers()).isEqualTo(2);
    }
  }

  private String shell(SparkCluster cluster) throws Exception {
    Path script = Files.writeString(folder.resolve("script.scala"), SPLITS_OVER_PROCESSES);
    Path output = folder.resolve("output.txt");
    Process process =
        cluster
            .command(
                "spark-shell",
                "--conf",
                "spark.executor.memory=512m",
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "-I",
                script.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
