package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.run.RunMetadata;
import io.studylake.text.Printable;
import io.studylake.version.Commit;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code log}. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = {"Lists the deliveries and commits of a study, newest first.", ""},
    footer = {
      "",
      "Example:",
      "  studylake log --study pilot",
      "  studylake log --study pilot --format json d3"
    })
public final class Log implements Callable<Integer> {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REF",
      defaultValue = "main",
      description = "Branch, tag or commit to start from; default: main.")
  private String ref;

  @Mixin private FormatOption format;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  Log() {}

  /** For {@code spark-submit --class}. */
  public static void main(String[] args) {
    Studylake.run("log", args);
  }

  @Override
  public Integer call() {
    Configuration configuration = common.configuration();
    RunLog.openIfThereIsALake(configuration, "log");
    try (Study study = Study.open(configuration.lake(), common.study());
        Stream<Commit> commits = study.store().log(study.store().require(ref))) {
      List<Line> lines = commits.map(Log::line).toList();
      format.print(
          spec.commandLine().getOut(),
          new Facts(study.name(), ref, lines),
          out -> print(lines, out));
    }
    return ExitCode.OK.code();
  }

  /**
   * The facts.
   *
   * @param study the study's name
   * @param ref where it begins
   * @param commits the newest first
   */
  private record Facts(String study, String ref, List<Line> commits) {}

  /**
   * One commit.
   *
   * @param commit its id
   * @param createdAt when it was made
   * @param delivery the delivery that it published, with its revision from the second on; empty
   *     when it published none
   * @param run the run that made it; empty when none did
   * @param datasets datasets of the delivery; 0 without one
   * @param rows rows of all of them; 0 without a delivery
   * @param newKeys new surrogate keys by entity
   * @param quarantined rows that are set aside, by dataset that has some
   * @param accepted the reason by rule of the gate that was accepted
   * @param restored the commit that {@code main} was taken back to; empty when it was not
   * @param message the first line of its message
   */
  private record Line(
      String commit,
      Instant createdAt,
      String delivery,
      String run,
      int datasets,
      long rows,
      Map<String, Long> newKeys,
      Map<String, Long> quarantined,
      Map<String, String> accepted,
      String restored,
      String message) {}

  private static Line line(Commit commit) {
    Map<String, String> metadata = commit.metadata();
    String revision = metadata.getOrDefault(RunMetadata.REVISION, "1");
    String delivery = metadata.getOrDefault(RunMetadata.DELIVERY, "");
    return new Line(
        commit.id().value(),
        commit.createdAt(),
        revision.equals("1") ? delivery : delivery + "-r" + revision,
        metadata.getOrDefault(RunMetadata.RUN, ""),
        Integer.parseInt(metadata.getOrDefault(RunMetadata.DATASETS, "0")),
        Long.parseLong(metadata.getOrDefault(RunMetadata.ROWS, "0")),
        counts(metadata, RunMetadata.NEW_KEYS),
        counts(metadata, RunMetadata.QUARANTINED_OF),
        below(metadata, RunMetadata.ACCEPTED),
        metadata.getOrDefault(RunMetadata.RESTORED, ""),
        commit.message().lines().findFirst().orElse(""));
  }

  private static Map<String, Long> counts(Map<String, String> metadata, String prefix) {
    Map<String, Long> counts = new TreeMap<>();
    below(metadata, prefix).forEach((name, count) -> counts.put(name, Long.parseLong(count)));
    return counts;
  }

  private static Map<String, String> below(Map<String, String> metadata, String prefix) {
    Map<String, String> below = new TreeMap<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            below.put(key.substring(prefix.length()), value);
          }
        });
    return below;
  }

  private static void print(List<Line> lines, PrintWriter out) {
    TextTable table =
        new TextTable(
            List.of("commit", "when (UTC)", "delivery", "datasets", "rows", "new keys", "message"),
            List.of(false, false, false, true, true, false, false));
    for (Line line : lines) {
      boolean delivered = !line.delivery().isEmpty();
      table.add(
          List.of(
              line.commit(),
              MINUTES.format(line.createdAt()),
              line.delivery(),
              delivered ? Integer.toString(line.datasets()) : "",
              delivered ? "%,d".formatted(line.rows()) : "",
              DeliverySummary.keys(line.newKeys(), ""),
              message(line)));
    }
    table.print(out);
  }

  /** The message, what was accepted, and what the commit's snapshot lacks. */
  private static String message(Line line) {
    List<String> parts = new ArrayList<>(List.of(line.message()));
    line.accepted()
        .forEach(
            (rule, reason) ->
                parts.add(Printable.visible("accepted %s: %s".formatted(rule, reason))));
    line.quarantined().forEach((dataset, rows) -> parts.add(SetAside.words(dataset, rows)));
    return String.join("; ", parts);
  }
}
