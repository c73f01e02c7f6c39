package io.studylake.jobs;

import io.studylake.catalog.RefCatalog;
import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.testing.ObjectStores;
import io.studylake.testing.Servers;
import io.studylake.verify.Report;
import io.studylake.verify.Verification;
import io.studylake.version.CommitId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import picocli.CommandLine;

/**
 * The pilot study in a lake of its own, used by the commands that a user has, and read without
 * Spark.
 */
final class PilotLake {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");
  private static final List<String> COMPARED = List.of("base", "keys", "raw");

  private final String study;
  private final Map<String, String> settings;

  private PilotLake(String study, Map<String, String> settings) {
    this.study = study;
    this.settings = new TreeMap<>(settings);
    this.settings.putIfAbsent("spark.master", "local[2]");
  }

  /** A lake on the embedded store, in a folder. */
  static PilotLake local(Path folder) {
    return new PilotLake("pilot", Map.of("local.path", folder.toString()));
  }

  /** A lake on servers: a repository and a warehouse that nothing else uses. */
  static PilotLake lakefs(Path folder, Servers servers) {
    String name = "pilot-" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, String> settings = new TreeMap<>(ObjectStores.keys(servers));
    settings.put("store", "lakefs");
    settings.put("lakefs.endpoint", servers.lakefsEndpoint());
    settings.put("lakefs.access-key-id", servers.lakefsAccessKey());
    settings.put("lakefs.secret-access-key", servers.lakefsSecretKey());
    settings.put("lakefs.storage-namespace", "s3://%s/lakefs".formatted(servers.bucket()));
    settings.put("lakefs.create-repositories", "true");
    settings.put("warehouse", "s3a://%s/warehouse".formatted(servers.bucket()));
    settings.put("local.path", folder.toString());
    return new PilotLake(name, settings);
  }

  /** The same lake, used with another setting. */
  PilotLake with(String key, String value) {
    Map<String, String> other = new TreeMap<>(settings);
    other.put(key, value);
    return new PilotLake(study, other);
  }

  String name() {
    return study;
  }

  /**
   * How a command ended.
   *
   * @param code its exit code
   * @param out what it printed on standard output
   * @param err what it printed on standard error but progress
   * @param progress lines of progress and notes, in order
   * @param took how long it ran
   */
  record Ended(int code, String out, String err, List<String> progress, Duration took) {}

  /** Delivers, and has to succeed. */
  void deliver(String delivery) {
    Ended ended = delivering(delivery, line -> {});
    if (ended.code() != 0) {
      throw new AssertionError("Delivery %s ended with %s".formatted(delivery, ended));
    }
  }

  /**
   * Delivers, however it ends.
   *
   * @param listener gets each line of progress when it is printed
   * @param options further options of the command
   */
  Ended delivering(String delivery, Consumer<String> listener, String... options) {
    PrintStream before = System.err;
    Lines lines = new Lines(listener);
    System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
    try {
      List<String> command =
          new ArrayList<>(List.of("deliver", PILOT.resolve(delivery).toString()));
      command.addAll(List.of(options));
      return run(lines.said, command.toArray(String[]::new));
    } finally {
      System.setErr(before);
    }
  }

  /** Runs a command. */
  Ended run(String... command) {
    return run(new ArrayList<>(), command);
  }

  private Ended run(List<String> progress, String... command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(options());
    long start = System.nanoTime();
    int code = line.execute(all.toArray(String[]::new));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return new Ended(code, out.toString(), err.toString(), List.copyOf(progress), took);
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(List.of("--study", study));
    settings.forEach((key, value) -> options.add("-Dstudylake." + key + "=" + value));
    return options;
  }

  /** Starts a delivery in a process of its own; its standard error is the caller's to read. */
  Process startDelivering(String delivery) throws IOException {
    return start(Deliver.class, PILOT.resolve(delivery).toString());
  }

  /** Starts a command in a process of its own; its standard error is the caller's to read. */
  Process start(Class<?> job, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk."))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), job.getName()));
    command.addAll(List.of(arguments));
    command.addAll(options());
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** The study, opened; to be closed. */
  Study open() {
    return Study.open(configuration().lake(), study);
  }

  /** The head of main. */
  CommitId head() {
    try (Study open = open()) {
      return open.store().require("main");
    }
  }

  private Configuration configuration() {
    Map<String, String> overrides = new TreeMap<>();
    settings.forEach((key, value) -> overrides.put("studylake." + key, value));
    return Configuration.load(Optional.empty(), Map.of(), overrides);
  }

  /** What {@code verify} says of main. */
  Report verified() {
    try (Study open = open()) {
      return new Verification(open, Progress.SILENT).of("main");
    }
  }

  /** The rows of all tables of raw, base and keys on a ref, by table; each row a text, in order. */
  Map<String, List<String>> tables(String ref) {
    Map<String, List<String>> tables = new TreeMap<>();
    try (Study open = open();
        RefCatalog catalog = open.catalog(Optional.empty())) {
      for (String namespace : COMPARED) {
        for (TableIdentifier table : catalog.listTables(Namespace.of(ref, namespace))) {
          tables.put(namespace + "." + table.name(), rows(catalog.loadTable(table)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tables;
  }

  private static List<String> rows(Table table) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(table).build()) {
      records.forEach(record -> rows.add(record.toString()));
    }
    rows.sort(null);
    return rows;
  }

  /** Takes what is printed apart into lines. */
  private static final class Lines extends ByteArrayOutputStream {
    private final List<String> said = java.util.Collections.synchronizedList(new ArrayList<>());
    private final Consumer<String> listener;

    Lines(Consumer<String> listener) {
      this.listener = listener;
    }

    @Override
    public synchronized void flush() {
      String text = toString(StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n');
      if (end < 0) {
        return;
      }
      reset();
      writeBytes(text.substring(end + 1).getBytes(StandardCharsets.UTF_8));
      for (String line : text.substring(0, end).split("\n", -1)) {
        said.add(line);
        listener.accept(line);
      }
    }
  }
}
