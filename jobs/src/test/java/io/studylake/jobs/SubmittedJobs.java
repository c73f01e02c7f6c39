package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.testing.Servers;
import io.studylake.testing.SparkCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Jobs of {@code studylake.jar} as {@code spark-submit} runs them on a real cluster, against a real
 * lakeFS and a real object store. Credentials are in the environment of driver and workers alone;
 * whatever a program says is searched for them.
 */
final class SubmittedJobs {
  static final Path JAR = Path.of(System.getProperty("studylake.jar", "target/studylake.jar"));

  private static final Path DEFAULTS =
      Path.of("..", "spark-submit", "spark-defaults-standalone.conf");
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Servers servers;
  private final SparkCluster cluster;
  private final Path folder;
  private final String place;

  /**
   * @param folder the driver's own, which executors need not see
   */
  SubmittedJobs(Servers servers, SparkCluster cluster, Path folder) {
    this.servers = servers;
    this.cluster = cluster;
    this.folder = folder;
    this.place = servers.bucket() + "/" + UUID.randomUUID();
  }

  /** What a worker's {@code conf/spark-env.sh} exports. */
  static Map<String, String> workerEnvironment(Servers servers) {
    return Map.of(
        "AWS_ACCESS_KEY_ID", servers.s3AccessKey(),
        "AWS_SECRET_ACCESS_KEY", servers.s3SecretKey());
  }

  /** Where the tables lie. */
  String warehouse() {
    return "s3a://" + place + "/warehouse";
  }

  /** Spark's event logs, one file for each job that started executors. */
  Path events() {
    return folder.resolve("events");
  }

  /** The driver's lake folder: lineage events. */
  Path lake() {
    return folder.resolve("lake");
  }

  /** How a program ended. */
  record Ended(int exitCode, String out, String err) {
    /** The standard output of a program that ended well. */
    String result() {
      assertThat(exitCode).as(err).isZero();
      return out;
    }
  }

  /** Submits a job and waits for its end. */
  Ended submit(Class<?> job, String... arguments) throws Exception {
    return submit(line -> {}, job, arguments);
  }

  /**
   * Submits a job and waits for its end.
   *
   * @param watcher gets each line of standard error as the job writes it
   */
  Ended submit(Consumer<String> watcher, Class<?> job, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("--properties-file", DEFAULTS.toAbsolutePath().toString()));
    command.addAll(ofThisCluster());
    command.addAll(List.of("--class", job.getName(), JAR.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    return run(watcher, "", cluster.command("spark-submit", command.toArray(String[]::new)));
  }

  /**
   * Runs a command line of the documentation as a shell does that has exported what {@code
   * testenv/serve} and {@code testenv/cluster} print.
   *
   * @param input what is typed into the program
   */
  Ended bash(String line, String input) throws Exception {
    Path target = Files.createDirectories(folder.resolve("jobs/target"));
    Files.createSymbolicLink(target.resolve("studylake.jar"), JAR.toAbsolutePath());
    ProcessBuilder builder = cluster.command("spark-shell").command("bash", "-c", line);
    builder.environment().put("SPARK_MASTER", cluster.masterUrl());
    return run(said -> {}, input, builder);
  }

  private List<String> ofThisCluster() throws IOException {
    Files.createDirectories(events());
    List<String> options = new ArrayList<>();
    Map.of(
            "spark.driver.memory", "1g",
            "spark.executor.memory", "600m",
            "spark.executor.cores", "1",
            "spark.sql.shuffle.partitions", "4",
            // Work starts when both executors are there.
            "spark.scheduler.minRegisteredResourcesRatio", "1.0",
            "spark.eventLog.enabled", "true",
            "spark.eventLog.dir", events().toUri().toString(),
            "spark.eventLog.rolling.enabled", "false",
            "spark.eventLog.compress", "false")
        .forEach((key, value) -> options.addAll(List.of("--conf", key + "=" + value)));
    return options;
  }

  private Ended run(Consumer<String> watcher, String input, ProcessBuilder builder)
      throws Exception {
    Path out = Files.createTempFile(folder, "program", ".out");
    Path in = Files.writeString(Files.createTempFile(folder, "program", ".in"), input);
    builder.environment().putAll(driverEnvironment());
    Process process =
        builder
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .start();
    process
        .onExit()
        .orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
        .exceptionally(e -> process.destroyForcibly());
    StringBuilder err = new StringBuilder();
    try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        err.append(line).append('\n');
        watcher.accept(line);
      }
    }
    Ended ended = new Ended(process.waitFor(), Files.readString(out), err.toString());
    assertThat(ended.out() + ended.err()).doesNotContain(secrets());
    return ended;
  }

  /** What nobody may ever read anywhere. */
  String[] secrets() {
    return new String[] {servers.s3SecretKey(), servers.lakefsSecretKey()};
  }

  private Map<String, String> driverEnvironment() {
    Map<String, String> environment = new TreeMap<>(workerEnvironment(servers));
    environment.put("STUDYLAKE_STORE", "lakefs");
    environment.put("STUDYLAKE_LOCAL_PATH", lake().toString());
    environment.put("STUDYLAKE_LAKEFS_ENDPOINT", servers.lakefsEndpoint());
    environment.put("STUDYLAKE_LAKEFS_ACCESS_KEY_ID", servers.lakefsAccessKey());
    environment.put("STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY", servers.lakefsSecretKey());
    environment.put("STUDYLAKE_LAKEFS_STORAGE_NAMESPACE", "s3://" + place + "/lakefs");
    environment.put("STUDYLAKE_S3_ENDPOINT", servers.s3Endpoint());
    environment.put("STUDYLAKE_WAREHOUSE", warehouse());
    return environment;
  }
}
