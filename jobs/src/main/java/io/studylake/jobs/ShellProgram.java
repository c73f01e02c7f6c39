package io.studylake.jobs;

import io.studylake.config.ConfigurationException;
import io.studylake.shell.ShellSettings;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How spark-shell and pyspark are started with a study.
 *
 * @param home studylake's folder, built
 * @param spark the Spark that both are of
 * @param conf Spark's settings, none of them secret
 * @param options what the user tells spark-shell or pyspark
 * @param settings what the session opens
 */
record ShellProgram(
    Path home,
    SparkHome spark,
    Map<String, String> conf,
    List<String> options,
    ShellSettings settings) {

  /** A spark-shell that begins with {@code shell.scala}. */
  Launch sparkShell() {
    List<String> command = command("spark-shell");
    command.addAll(List.of("-i", home.resolve("spark-submit/shell.scala").toString()));
    command.addAll(options);
    return new Launch(command, environment());
  }

  /**
   * A pyspark that begins with {@code shell.py}.
   *
   * @throws ConfigurationException when there is no Python
   */
  Launch pyspark(Map<String, String> callers) {
    String python = SparkHome.python(callers);
    if (!SparkHome.isPython(python)) {
      throw new ConfigurationException(
          "Cannot start pyspark: %s does not run. Install Python 3.10 or later, or set PYSPARK_PYTHON to one."
              .formatted(python));
    }
    List<String> command = command("pyspark");
    command.addAll(List.of("--py-files", jar()));
    command.addAll(options);
    Map<String, String> environment = environment();
    environment.put("PYTHONSTARTUP", home.resolve("spark-submit/shell.py").toString());
    // Python reads its startup file only where it asks and answers, a pipe included then.
    environment.put(
        "PYSPARK_DRIVER_PYTHON_OPTS", callers.getOrDefault("PYSPARK_DRIVER_PYTHON_OPTS", "-i"));
    spark
        .packages()
        .ifPresent(
            folder -> {
              String known = callers.getOrDefault("PYTHONPATH", "");
              environment.put(
                  "PYTHONPATH", folder + (known.isEmpty() ? "" : File.pathSeparator + known));
            });
    return new Launch(command, environment);
  }

  private List<String> command(String program) {
    List<String> command = new ArrayList<>();
    command.add(spark.program(program).toString());
    command.addAll(List.of("--name", "studylake " + settings.study(), "--jars", jar()));
    conf.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    return command;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(settings.environment());
    environment.put("SPARK_HOME", spark.folder().toAbsolutePath().toString());
    if (conf.getOrDefault("spark.master", "").startsWith("local")) {
      environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    }
    return environment;
  }

  private String jar() {
    return home.resolve("jobs/target/studylake.jar").toString();
  }
}
