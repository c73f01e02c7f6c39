package io.studylake.jobs;

import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import io.studylake.run.RunMetadata;
import io.studylake.text.Printable;
import io.studylake.version.Commit;
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
    footer = {"", "Example:", "  studylake log --study pilot"})
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
      TextTable table =
          new TextTable(
              List.of(
                  "commit", "when (UTC)", "delivery", "datasets", "rows", "new keys", "message"),
              List.of(false, false, false, true, true, false, false));
      commits.forEach(commit -> table.add(row(commit)));
      table.print(spec.commandLine().getOut());
    }
    return ExitCode.OK.code();
  }

  private static List<String> row(Commit commit) {
    Map<String, String> metadata = commit.metadata();
    String revision = metadata.getOrDefault(RunMetadata.REVISION, "1");
    String delivery = metadata.getOrDefault(RunMetadata.DELIVERY, "");
    List<String> keys = new ArrayList<>();
    metadata.forEach(
        (key, value) -> {
          if (key.startsWith(RunMetadata.NEW_KEYS)) {
            keys.add(
                "%,d %s"
                    .formatted(
                        Long.parseLong(value), key.substring(RunMetadata.NEW_KEYS.length())));
          }
        });
    return List.of(
        commit.id().value(),
        MINUTES.format(commit.createdAt()),
        revision.equals("1") ? delivery : delivery + "-r" + revision,
        metadata.getOrDefault(RunMetadata.DATASETS, ""),
        grouped(metadata.getOrDefault(RunMetadata.ROWS, "")),
        String.join(", ", keys),
        message(commit));
  }

  /** The first line of the message, what was accepted, and what the commit's snapshot lacks. */
  private static String message(Commit commit) {
    List<String> parts = new ArrayList<>();
    commit.message().lines().findFirst().ifPresent(parts::add);
    new TreeMap<>(commit.metadata())
        .forEach(
            (key, value) -> {
              if (key.startsWith(RunMetadata.QUARANTINED_OF)) {
                parts.add(
                    SetAside.words(
                        key.substring(RunMetadata.QUARANTINED_OF.length()), Long.parseLong(value)));
              } else if (key.startsWith(RunMetadata.ACCEPTED)) {
                parts.add(
                    Printable.visible(
                        "accepted %s: %s"
                            .formatted(key.substring(RunMetadata.ACCEPTED.length()), value)));
              }
            });
    return String.join("; ", parts);
  }

  private static String grouped(String number) {
    return number.isEmpty() ? "" : "%,d".formatted(Long.parseLong(number));
  }
}
