package io.studylake.jobs;

import io.studylake.config.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The page {@code docs/commands.md}: the usage text of each command, followed by what its file
 * {@code manual/<command>.md} adds; then the exit codes and the environment.
 */
final class ManualPage {
  /** Variables that set no key, but the way the process is started. */
  private static final Map<String, String> PROCESS = new LinkedHashMap<>();

  static {
    PROCESS.put("STUDYLAKE_CONFIG", "configuration file; default: `conf/studylake.conf`");
    PROCESS.put(
        "STUDYLAKE_JAVA_OPTS",
        "further options of the Java process of `spark-submit/studylake`, for example `-Xmx8g`");
    PROCESS.put("JAVA_HOME", "the JDK to use; else the `java` on the PATH");
  }

  private final CommandLine studylake;
  private final Map<String, CommandLine> commands = new LinkedHashMap<>();

  /** The page of a command line with its subcommands; hidden ones are left out. */
  ManualPage(CommandLine studylake) {
    this.studylake = studylake;
    studylake
        .getSubcommands()
        .forEach(
            (name, command) -> {
              if (!command.getCommandSpec().usageMessage().hidden()) {
                commands.put(name, command);
              }
            });
  }

  /** The page as Markdown, with a line feed at its end. */
  String text() {
    StringBuilder page = new StringBuilder();
    page.append("<!-- Written by `spark-submit/studylake manual > docs/commands.md`: change the")
        .append(" commands, or jobs/src/main/resources/io/studylake/jobs/manual/. -->\n");
    page.append("# Commands\n\n").append(prose("intro").orElseThrow()).append("\n\n");
    page.append(contents()).append('\n');
    section(page, "studylake", studylake);
    for (CommandGroup group : groups()) {
      group.commands().forEach(name -> section(page, name, commands.get(name)));
    }
    page.append("## Exit codes\n\n").append(exitCodes()).append('\n');
    page.append(prose("exit-codes").orElseThrow()).append("\n\n");
    page.append("## Environment\n\n").append(prose("environment").orElseThrow()).append("\n\n");
    page.append(environment());
    return page.toString();
  }

  private List<CommandGroup> groups() {
    return CommandGroup.of(commands.keySet());
  }

  private String contents() {
    StringBuilder text = new StringBuilder();
    for (CommandGroup group : groups()) {
      text.append("- ").append(group.title()).append(": ");
      text.append(
          group.commands().stream()
              .map(name -> "[%s](#studylake-%s)".formatted(name, name))
              .collect(Collectors.joining(", ")));
      text.append('\n');
    }
    text.append("- [Exit codes](#exit-codes), [environment](#environment)\n\n");
    text.append("The same commands are classes of `io.studylake.jobs` for plain `spark-submit`: ")
        .append(
            commands.values().stream()
                .map(command -> command.getCommandSpec().userObject().getClass().getSimpleName())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map("`%s`"::formatted)
                .collect(Collectors.joining(", ")))
        .append(".\n");
    return text.toString();
  }

  private static void section(StringBuilder page, String name, CommandLine command) {
    String title = name.equals("studylake") ? name : "studylake " + name;
    page.append("## ").append(title).append("\n```\n");
    page.append(command.getUsageMessage(Ansi.OFF).strip()).append("\n```\n\n");
    prose(name).ifPresent(text -> page.append(text).append("\n\n"));
  }

  private static String exitCodes() {
    StringBuilder table = new StringBuilder("| code | meaning |\n|---|---|\n");
    for (ExitCode exit : ExitCode.values()) {
      table.append("| %d | %s |\n".formatted(exit.code(), exit.meaning()));
    }
    return table.toString();
  }

  private static String environment() {
    StringBuilder table = new StringBuilder("| variable | key | meaning |\n|---|---|---|\n");
    for (Environment.Variable variable : Environment.variables()) {
      table.append(
          "| `%s` | `studylake.%s` | %s |\n"
              .formatted(variable.name(), variable.key(), variable.meaning()));
    }
    PROCESS.forEach((name, meaning) -> table.append("| `%s` | | %s |\n".formatted(name, meaning)));
    return table.toString();
  }

  /** What a file adds; empty when there is none. */
  private static Optional<String> prose(String name) {
    try (InputStream file = ManualPage.class.getResourceAsStream("manual/" + name + ".md")) {
      return file == null
          ? Optional.empty()
          : Optional.of(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the manual of " + name, e);
    }
  }

  /** Names of the visible commands. */
  List<String> commands() {
    return List.copyOf(commands.keySet());
  }
}
