package io.studylake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code testenv/install} puts into its cache: binaries of servers, a whole Spark. */
final class TestTools {
  private TestTools() {}

  /** The folder of the clone. */
  static Path home() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(folder.resolve("testenv/install"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException(
            "Cannot find testenv/install above " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }

  /**
   * Installs what is not there yet, which may take minutes.
   *
   * @param what {@code servers}, {@code spark} or {@code azurite}
   * @return name to path, as the script prints them
   */
  static Map<String, Path> install(String what) {
    Answer answer = run(what);
    if (answer.exitCode() != 0) {
      throw new IllegalStateException(answer.complaint());
    }
    Map<String, Path> paths = new HashMap<>();
    for (String line : answer.output().lines().toList()) {
      int at = line.indexOf('=');
      paths.put(line.substring(0, at), Path.of(line.substring(at + 1)));
    }
    return Map.copyOf(paths);
  }

  /** Whether {@link #install} would find it, or could get it; says what is missing if not. */
  static Answer check(String what) {
    return run("--check", what);
  }

  private static Answer run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, home().resolve("testenv/install").toString());
    try {
      Path complaint = Files.createTempFile("testenv-install", ".err");
      try {
        Process process = new ProcessBuilder(command).redirectError(complaint.toFile()).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        return new Answer(exitCode, output, Files.readString(complaint).strip());
      } finally {
        Files.deleteIfExists(complaint);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run testenv/install", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while testenv/install ran", e);
    }
  }

  /** How a run of the script ended. */
  record Answer(int exitCode, String output, String complaint) {
    boolean yes() {
      return exitCode == 0;
    }
  }
}
