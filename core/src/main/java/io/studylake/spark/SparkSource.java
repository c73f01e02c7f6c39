package io.studylake.spark;

import io.studylake.config.Configuration;
import io.studylake.lake.Lazy;
import io.studylake.lake.Study;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The Spark session of one command: started at its first use, stopped with the command. */
public final class SparkSource implements Supplier<SparkSession>, AutoCloseable {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Lazy<SparkSession> session;

  /** A session whose work is reported as lineage, if that is configured. */
  public SparkSource(Configuration configuration, Study study, String name) {
    this(
        () ->
            Sessions.start(
                configuration,
                name,
                configuration.files().lineage()
                    ? Optional.of(events(configuration.files().lineageEvents()))
                    : Optional.empty(),
                study.repository()));
  }

  private SparkSource(Supplier<SparkSession> start) {
    this.session = new Lazy<>(start);
  }

  /** A session for reading, which leaves no lineage. */
  public static SparkSource withoutLineage(Configuration configuration, Study study, String name) {
    return new SparkSource(
        () -> Sessions.start(configuration, name, Optional.empty(), study.repository()));
  }

  @Override
  public SparkSession get() {
    return session.get();
  }

  @Override
  public void close() {
    session.ifMade().ifPresent(SparkSession::stop);
  }

  private static Path events(Path folder) {
    try {
      Files.createDirectories(folder);
      String name =
          "%s-%d.jsonl".formatted(SECONDS.format(Instant.now()), ProcessHandle.current().pid());
      return folder.resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the folder of lineage events " + folder, e);
    }
  }
}
