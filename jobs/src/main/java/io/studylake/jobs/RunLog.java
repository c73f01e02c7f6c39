package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.spark.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The file that takes Spark's log of one run, so that the terminal stays quiet. Under spark-submit
 * logging is the cluster's, and nothing is changed.
 */
final class RunLog {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private RunLog() {}

  /** The same for a command that only reads: where there is no lake, it leaves no folder behind. */
  static void openIfThereIsALake(Configuration configuration, String command) {
    if (Files.isDirectory(configuration.lake().localPath())) {
      open(configuration.files().logs(), command);
    }
  }

  /**
   * Sends the log of this process to a new file; to be called before anything logs.
   *
   * @return the file; empty when logging is the cluster's, or the folder cannot be written
   */
  static Optional<Path> open(Path folder, String command) {
    if (Sessions.underSparkSubmit()) {
      return Optional.empty();
    }
    String name =
        "%s-%s-%d.log"
            .formatted(SECONDS.format(Instant.now()), command, ProcessHandle.current().pid());
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    System.setProperty("studylake.log.file", file.toString());
    System.setProperty("log4j2.configurationFile", "studylake-log4j2.properties");
    return Optional.of(file);
  }
}
