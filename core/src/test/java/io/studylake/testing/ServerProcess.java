package io.studylake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One process with a log, that can be killed and started again as it was, and that does not outlive
 * this JVM (unless that is itself killed).
 */
final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private static final Pattern CALLERS =
      Pattern.compile("STUDYLAKE_|LAKEFS_|LAKECTL_|MINIO_|AWS_|SPARK_");

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final URI health;
  private final int healthy;
  private final Thread onExit = new Thread(this::kill);
  private volatile Process process;

  /**
   * @param health answers 200 as soon as the server is ready
   */
  ServerProcess(
      String name, List<String> command, Map<String, String> environment, Path log, URI health) {
    this(name, command, environment, log, health, 200);
  }

  /**
   * @param health is asked whether the server is ready
   * @param healthy the status that it answers then
   */
  ServerProcess(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path log,
      URI health,
      int healthy) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.health = health;
    this.healthy = healthy;
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  /** A port of 127.0.0.1 that nobody listens on now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot find a free port", e);
    }
  }

  /** Whether somebody listens on a port of 127.0.0.1. */
  static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Lets a short while pass between two looks at a starting server. */
  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a server started", e);
    }
  }

  /** Settings of the caller's own servers are not the test's. */
  static void forgetCallersSettings(ProcessBuilder builder) {
    builder.environment().keySet().removeIf(name -> CALLERS.matcher(name).lookingAt());
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Starts it, and returns when it is ready. */
  void start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " runs already");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    forgetCallersSettings(builder);
    builder.environment().putAll(environment);
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name, e);
    }
    awaitHealth();
  }

  /** Ends it at once, as {@code kill -9} does, and returns when it is gone. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Ends it orderly, at once if that takes long. */
  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      try {
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
          kill();
        }
      } catch (InterruptedException e) {
        kill();
        Thread.currentThread().interrupt();
      }
    }
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // The JVM is about to exit: then the hook runs, and finds nothing to do.
    }
  }

  private void awaitHealth() {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(2)).build();
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IllegalStateException(
            name + " ended with " + process.exitValue() + " at its start: " + lastWords());
      }
      try {
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == healthy) {
          return;
        }
      } catch (IOException e) {
        // Not up yet.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while " + name + " started", e);
      }
      pause();
    }
    kill();
    throw new IllegalStateException(
        name + " is not ready after " + START.toSeconds() + " s: " + lastWords());
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
