package io.studylake.jobs;

import io.studylake.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkBuildInfo;

/**
 * A whole Spark, with the programs that the embedded one lacks.
 *
 * @param folder what SPARK_HOME would name
 */
record SparkHome(Path folder) {
  /** Scala's version, then Spark's. */
  private static final Pattern CORE_JAR =
      Pattern.compile("spark-core_(\\d+\\.\\d+)-(\\d+\\.\\d+)\\.(.+)\\.jar");

  private static final String SCALA = "2.13";
  private static final String HOW_TO_GET_ONE =
      "Set SPARK_HOME to a Spark %s (Scala %s), or get one: pip install pyspark==%s"
          .formatted(needed(), SCALA, SparkBuildInfo.spark_version());
  private static final String WHERE =
      "import os, pyspark; print(os.path.dirname(pyspark.__file__))";

  /**
   * The one that SPARK_HOME names, else the one that Python's package {@code pyspark} brings.
   *
   * @throws ConfigurationException when there is none, or it is of another version
   */
  static SparkHome find(Map<String, String> environment) {
    String named = environment.getOrDefault("SPARK_HOME", "");
    SparkHome found =
        (named.isBlank() ? ofPython(python(environment)) : Optional.of(Path.of(named)))
            .map(SparkHome::new)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Cannot start a shell: SPARK_HOME is not set, and Python has no pyspark. "
                            + HOW_TO_GET_ONE));
    found.requireVersion();
    return found;
  }

  /** The Python that Spark's programs use. */
  static String python(Map<String, String> environment) {
    for (String variable : List.of("PYSPARK_DRIVER_PYTHON", "PYSPARK_PYTHON")) {
      String named = environment.getOrDefault(variable, "");
      if (!named.isBlank()) {
        return named;
      }
    }
    return "python3";
  }

  /** Whether a Python runs here. */
  static boolean isPython(String python) {
    return answer(python, "print('yes')").filter("yes"::equals).isPresent();
  }

  /** A program of it, {@code spark-shell} for example. */
  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** What Python has to look into beside its own packages, where this came by pip. */
  Optional<Path> packages() {
    return Files.exists(folder.resolve("__init__.py"))
        ? Optional.of(folder.toAbsolutePath().getParent())
        : Optional.empty();
  }

  private void requireVersion() {
    Matcher core =
        coreJar()
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Cannot start a shell: %s holds no Spark (no jars/spark-core_*.jar). %s"
                            .formatted(folder, HOW_TO_GET_ONE)));
    if (!core.group(1).equals(SCALA) || !core.group(2).equals(needed())) {
      throw new ConfigurationException(
          "Cannot start a shell: the Spark in %s is %s.%s (Scala %s), but studylake is made for Spark %s (Scala %s). %s"
              .formatted(
                  folder,
                  core.group(2),
                  core.group(3),
                  core.group(1),
                  needed(),
                  SCALA,
                  HOW_TO_GET_ONE));
    }
  }

  private Optional<Matcher> coreJar() {
    try (Stream<Path> jars = Files.list(folder.resolve("jars"))) {
      return jars.map(jar -> CORE_JAR.matcher(jar.getFileName().toString()))
          .filter(Matcher::matches)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String needed() {
    String version = SparkBuildInfo.spark_version();
    return version.substring(0, version.indexOf('.', version.indexOf('.') + 1));
  }

  private static Optional<Path> ofPython(String python) {
    return answer(python, WHERE).map(Path::of);
  }

  /** The last line that a Python program prints; empty when it does not run or fails. */
  private static Optional<String> answer(String python, String program) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", program)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return said.lines().reduce((before, last) -> last).map(String::strip);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("Interrupted while " + python + " ran", e));
    }
  }
}
