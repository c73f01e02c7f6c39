package io.studylake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A real Spark standalone cluster as {@code testenv/cluster} starts it: one master and two workers,
 * separate processes on 127.0.0.1 with one core and 1 GB each. Nothing is shared with the test's
 * JVM: programs come to it by {@link #command}. Annotate such tests with {@link NeedsSpark}.
 */
public final class SparkCluster implements AutoCloseable {
  private static final int WORKERS = 2;
  private static final Duration REGISTERED = Duration.ofSeconds(60);
  private static final Pattern ALIVE = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");

  private final Path sparkHome;
  private final Path folder;
  private final String masterUrl;
  private final URI masterState;
  private final ServerProcess master;
  private final List<ServerProcess> workers;

  private SparkCluster(Map<String, String> workerEnvironment) {
    sparkHome = TestTools.install("spark").get("spark");
    try {
      folder = Files.createTempDirectory("studylake-cluster-");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a folder for the cluster", e);
    }
    int port = ServerProcess.freePort();
    int webPort = ServerProcess.freePort();
    masterUrl = "spark://127.0.0.1:" + port;
    masterState = URI.create("http://127.0.0.1:" + webPort + "/json/");
    master =
        daemon(
            "master", "org.apache.spark.deploy.master.Master", port, webPort, List.of(), Map.of());
    workers =
        IntStream.rangeClosed(1, WORKERS)
            .mapToObj(number -> worker(number, workerEnvironment))
            .toList();
  }

  /** Starts a cluster, and returns when both workers are registered. */
  public static SparkCluster start() {
    return start(Map.of());
  }

  /**
   * Starts a cluster, and returns when both workers are registered.
   *
   * @param workerEnvironment what {@code conf/spark-env.sh} of a worker would export; its executors
   *     inherit it
   */
  public static SparkCluster start(Map<String, String> workerEnvironment) {
    SparkCluster cluster = new SparkCluster(workerEnvironment);
    try {
      cluster.master.start();
      cluster.workers.forEach(ServerProcess::start);
      cluster.awaitWorkers(WORKERS);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** What {@code --master} takes: {@code spark://127.0.0.1:PORT}. */
  public String masterUrl() {
    return masterUrl;
  }

  /** The Spark that the cluster runs. */
  public Path sparkHome() {
    return sparkHome;
  }

  /** Logs of the master and the workers, and under {@code worker-N} the executors' own. */
  public Path folder() {
    return folder;
  }

  /**
   * A program of this Spark, against this cluster; not started.
   *
   * @param tool {@code spark-submit}, {@code spark-shell} or another of {@code SPARK_HOME/bin}
   * @param arguments what follows {@code --master}
   */
  public ProcessBuilder command(String tool, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(sparkHome.resolve("bin").resolve(tool).toString());
    command.addAll(List.of("--master", masterUrl, "--conf", "spark.ui.enabled=false"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    ServerProcess.forgetCallersSettings(builder);
    builder.environment().putAll(environment());
    return builder;
  }

  /**
   * Ends a worker as {@code kill -9} does; its executors end when they miss it.
   *
   * @param number 1 or 2
   */
  public void killWorker(int number) {
    workers.get(number - 1).kill();
  }

  /**
   * Starts a killed worker again, and returns when all that run are registered.
   *
   * @param number 1 or 2
   */
  public void startWorker(int number) {
    workers.get(number - 1).start();
    awaitWorkers((int) workers.stream().filter(ServerProcess::isAlive).count());
  }

  /** Workers that the master holds for alive. */
  public int aliveWorkers() {
    try {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(masterState).timeout(Duration.ofSeconds(5)).build(),
                  HttpResponse.BodyHandlers.ofString());
      Matcher alive = ALIVE.matcher(response.body());
      if (!alive.find()) {
        throw new IllegalStateException("Cannot read the master's state: " + response.body());
      }
      return Integer.parseInt(alive.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot ask the master at " + masterState, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the master", e);
    }
  }

  /** Ends all of it; running programs lose their executors. The folder with the logs goes too. */
  @Override
  public void close() {
    workers.forEach(ServerProcess::close);
    master.close();
    TestFolders.remove(folder);
  }

  private void awaitWorkers(int count) {
    long end = System.nanoTime() + REGISTERED.toNanos();
    while (aliveWorkers() < count) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%d of %d workers are registered after %d s; their logs are in %s"
                .formatted(aliveWorkers(), count, REGISTERED.toSeconds(), folder));
      }
      ServerProcess.pause();
    }
  }

  private ServerProcess worker(int number, Map<String, String> more) {
    String name = "worker-" + number;
    return daemon(
        name,
        "org.apache.spark.deploy.worker.Worker",
        ServerProcess.freePort(),
        ServerProcess.freePort(),
        List.of(
            "--cores",
            "1",
            "--memory",
            "1g",
            "--work-dir",
            folder.resolve(name).toString(),
            masterUrl),
        more);
  }

  private ServerProcess daemon(
      String name,
      String className,
      int port,
      int webPort,
      List<String> arguments,
      Map<String, String> more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                sparkHome.resolve("bin/spark-class").toString(),
                className,
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--webui-port",
                Integer.toString(webPort)));
    command.addAll(arguments);
    Map<String, String> all = new TreeMap<>(environment());
    all.putAll(more);
    return new ServerProcess(
        "Spark's " + name,
        command,
        all,
        folder.resolve(name + ".log"),
        URI.create("http://127.0.0.1:" + webPort + "/json/"));
  }

  private Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        sparkHome.toString(),
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "SPARK_DAEMON_MEMORY",
        "512m",
        "JAVA_HOME",
        System.getProperty("java.home"));
  }
}
