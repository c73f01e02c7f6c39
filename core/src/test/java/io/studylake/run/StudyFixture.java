package io.studylake.run;

import io.studylake.catalog.Pointer;
import io.studylake.catalog.RefCatalog;
import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.testing.Sparks;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A study in a temporary lake, with deliveries cut from the pilot study or written in the test. */
public final class StudyFixture implements AutoCloseable {
  static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");

  private final Path folder;
  private final Map<String, String> settings = new HashMap<>();
  private Optional<Path> file = Optional.empty();
  private Supplier<SparkSession> spark = Sparks::session;

  /** A study in a lake below a folder. */
  public StudyFixture(Path folder) {
    this.folder = folder;
    settings.put("studylake.local.path", folder.resolve("lake").toString());
  }

  /** Sets a configuration key, without its {@code studylake.} in front. */
  public StudyFixture with(String key, String value) {
    settings.put("studylake." + key, value);
    return this;
  }

  /** From now on with a configuration file of this text, for keys that are no single value. */
  StudyFixture configured(String text) {
    try {
      file = Optional.of(Files.writeString(folder.resolve("studylake.conf"), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** From now on a run that asks for Spark fails. */
  public StudyFixture withoutSpark() {
    spark =
        () -> {
          throw new AssertionError("a Spark session was started");
        };
    return this;
  }

  StudyFixture spark(Supplier<SparkSession> other) {
    spark = other;
    return this;
  }

  public Configuration configuration() {
    return Configuration.load(file, Map.of(), settings);
  }

  /** The study, made empty when there is none yet; to be closed. */
  public Study open() {
    return Study.openOrCreate(configuration().lake(), "pilot");
  }

  /** Delivers one of the pilot study's deliveries. */
  public DeliveryResult deliverPilot(String delivery) {
    return deliver(PILOT.resolve(delivery), delivery);
  }

  public DeliveryResult deliver(Path source, String name) {
    return run(new DeliveryRequest(source, name, Optional.empty(), true, false));
  }

  public DeliveryResult run(DeliveryRequest request) {
    return run(request, Progress.SILENT);
  }

  DeliveryResult run(DeliveryRequest request, Progress progress) {
    try (Study study = open()) {
      return new DeliveryRun(new Workplace(configuration(), study, spark, progress), request)
          .execute();
    }
  }

  /** A copy of a delivery, to be changed. */
  public Path copy(Path source, String name) {
    Path copy = folder.resolve("incoming").resolve(name);
    try {
      Files.createDirectories(copy);
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(file.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  /** A delivered folder written in the test. */
  public Path write(String name, Map<String, String> files) {
    Path written = folder.resolve("incoming").resolve(name);
    try {
      Files.createDirectories(written);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(written.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return written;
  }

  public static void edit(Path file, UnaryOperator<String> change) {
    try {
      String before = Files.readString(file);
      String after = change.apply(before);
      if (after.equals(before)) {
        throw new AssertionError("the edit of " + file + " changes nothing");
      }
      Files.writeString(file, after);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows of a query; {@code study} is the catalog. */
  public List<Row> query(String sql) {
    try (Study study = open()) {
      return study.attach(Sparks.newSession(), Optional.empty()).sql(sql).collectAsList();
    }
  }

  public long number(String sql) {
    return query(sql).get(0).getLong(0);
  }

  /** Natural key to surrogate key, as text. */
  public Map<String, Long> keyMap(String ref, String entity) {
    Map<String, Long> keys = new TreeMap<>();
    for (Row row : query("SELECT * FROM study.`%s`.keys.%s".formatted(ref, entity))) {
      StringBuilder natural = new StringBuilder();
      for (int i = 1; i < row.size() - 1; i++) {
        natural.append('|').append(row.get(i));
      }
      keys.put(natural.substring(1), row.getLong(0));
    }
    return keys;
  }

  /** What a table points at on a ref. */
  public Pointer pointer(String ref, String namespace, String table) {
    try (Study study = open();
        RefCatalog catalog = study.catalog(Optional.empty())) {
      return catalog.pointer(TableIdentifier.of(Namespace.of(ref, namespace), table)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head of main. */
  public CommitId head() {
    try (Study study = open()) {
      return study.store().require(VersionStore.MAIN);
    }
  }

  public List<String> branches() {
    try (Study study = open()) {
      return study.store().branches();
    }
  }

  @Override
  public void close() {
    // The folder is the test's, which deletes it.
  }
}
