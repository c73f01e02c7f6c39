package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/** {@code docs/commands.md}, the help and the README against what the code says. */
class CommandDocsTest {
  private static final Path HOME = Path.of("..");
  private static final Path PAGE = HOME.resolve("docs").resolve("commands.md");
  private static final Path MANUAL =
      Path.of("src", "main", "resources", "io", "studylake", "jobs", "manual");

  private final ManualPage page = new ManualPage(Studylake.commandLine());

  @Test
  void theDocsAreThePageThatTheCodeGives() throws IOException {
    assertThat(Files.readString(PAGE))
        .as(
            "docs/commands.md is old. This writes it anew:"
                + " spark-submit/studylake manual > docs/commands.md")
        .isEqualTo(page.text());
  }

  @Test
  void manualPrintsNothingButThePage() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.US_ASCII));
    try {
      assertThat(Studylake.commandLine().execute("manual")).isZero();
    } finally {
      System.setOut(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo(page.text());
  }

  @Test
  void everyCommandHasItsPlaceInHelpAndManual() {
    String help = Studylake.commandLine().getUsageMessage(Ansi.OFF);

    for (String command : page.commands()) {
      assertThat(help).containsPattern("(?m)^  " + command + " ");
    }
    assertThat(help).as("give the new command a place in CommandGroup").doesNotContain("Further");
    assertThat(help).doesNotContain("  manual ").contains("Deliver and load:\n", "Look:\n");
    assertThat(help.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void everyFileOfTheManualIsShownAndHasNoHeadingOfThePage() throws IOException {
    try (Stream<Path> files = Files.list(MANUAL)) {
      for (Path file : files.toList()) {
        String prose = Files.readString(file).strip();
        assertThat(page.text()).as(file.toString()).contains(prose);
        assertThat(prose.lines()).as(file.toString()).noneMatch(line -> line.matches("##? .*"));
      }
    }
  }

  @Test
  void everyLinkToThePageLeadsToAHeading() throws IOException {
    List<String> anchors =
        page.text()
            .lines()
            .filter(line -> line.matches("##+ .*"))
            .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
            .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
            .toList();
    Pattern link = Pattern.compile("commands\\.md#([a-z0-9-]+)");
    try (Stream<Path> files = Files.list(HOME.resolve("docs"))) {
      for (Path file : Stream.concat(files, Stream.of(HOME.resolve("README.md"))).toList()) {
        List<String> targets =
            link.matcher(Files.readString(file))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(anchors).as("links of " + file).containsAll(targets);
      }
    }
  }

  @Test
  void theReadmeListsTheExitCodes() throws IOException {
    String readme = Files.readString(HOME.resolve("README.md"));
    String table =
        Arrays.stream(ExitCode.values())
            .map(exit -> "| %d | %s |\n".formatted(exit.code(), exit.summary()))
            .reduce("| exit code | meaning |\n|---|---|\n", String::concat);

    assertThat(readme).contains(table);
  }
}
