package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code docs/commands.md} against what the commands say of themselves. */
class CommandDocsTest {
  private static final Path DOCS = Path.of("..", "docs", "commands.md");

  static List<String> commands() {
    return List.copyOf(Studylake.commandLine().getSubcommands().keySet());
  }

  @Test
  void theDocsShowTheHelp() throws IOException {
    assertShown("studylake", Studylake.commandLine());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theDocsShowTheHelpOfEachCommand(String command) throws IOException {
    assertShown("studylake " + command, Studylake.commandLine().getSubcommands().get(command));
  }

  private static void assertShown(String title, CommandLine command) throws IOException {
    List<String> usage = command.getUsageMessage(Ansi.OFF).lines().toList();
    try (Stream<String> lines = Files.lines(DOCS)) {
      assertThat(lines.dropWhile(line -> !line.equals("## " + title)).skip(2).limit(usage.size()))
          .isEqualTo(usage);
    }
  }
}
