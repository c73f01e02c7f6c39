package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
  private static final String HOSTILE = "it's $HOME `id` \"quoted\"\nand a second line";

  @TempDir private Path folder;

  @Test
  void wordsAndVariablesArriveAsTheyAreAndTheScriptIsGone() throws Exception {
    Path script = folder.resolve("launch");
    String program = "printf '%s|' \"$@\"; printf '%s' \"$TOLD\"";

    new Launch(List.of("bash", "-c", program, "it", "", HOSTILE), Map.of("TOLD", HOSTILE))
        .leave(script);
    Process process = new ProcessBuilder("bash", script.toString()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isZero();
    assertThat(said).isEqualTo("|" + HOSTILE + "|" + HOSTILE);
    assertThat(script).doesNotExist();
  }
}
