package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What {@code completion} prints, read by a real bash. */
class CompletionTest {
  @TempDir private Path folder;

  private Path script(String shell) throws IOException {
    StringWriter out = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true));
    assertThat(line.execute("completion", shell)).isZero();
    return Files.writeString(folder.resolve("studylake." + shell), out.toString());
  }

  private static String bash(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "--norc"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @ParameterizedTest
  @CsvSource({"ver,verify", "del,deliver", "rep,replay"})
  void aCommandIsCompleted(String typed, String completed) throws Exception {
    String said =
        bash(
            "-c",
            """
            source "$0"
            COMP_WORDS=(studylake %s) COMP_CWORD=1 COMP_LINE='studylake %s' COMP_POINT=${#COMP_LINE}
            _complete_studylake
            printf '%%s\\n' "${COMPREPLY[@]}"
            """
                .formatted(typed, typed),
            script("bash").toString());

    assertThat(said.strip().lines().map(String::strip)).containsExactly(completed);
  }

  @Test
  void theScriptIsSoundAndTellsNoHiddenCommand() throws Exception {
    Path script = script("bash");

    bash("-n", script.toString());

    assertThat(script).content().contains("--no-publish").doesNotContain("_studylake_manual");
  }

  @Test
  void zshIsMadeToReadIt() throws IOException {
    assertThat(script("zsh"))
        .content()
        .startsWith("autoload -U compinit && compinit\n")
        .contains("bashcompinit");
  }
}
