package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.studylake.config.Configuration;
import io.studylake.lake.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command {@code vacuum} on a study with one archived file that nothing names. */
class VacuumTest {
  private static final String NOW = "-Dstudylake.vacuum.least-age=0s";

  @TempDir private Path folder;
  private Path archived;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void archive() throws IOException {
    try (Study study =
        Study.openOrCreate(
            Configuration.load(
                    Optional.empty(), Map.of(), Map.of("studylake.local.path", folder.toString()))
                .lake(),
            "pilot")) {
      Path archive = Files.createDirectories(Path.of(study.archive()));
      archived = Files.writeString(archive.resolve("ab".repeat(32)), "a,b");
      Files.writeString(archive.resolve("notes.txt"), "mine");
    }
  }

  private Ended vacuum(String... options) {
    List<String> all = new ArrayList<>(List.of("vacuum", "--study", "pilot"));
    all.addAll(List.of(options));
    all.add("-Dstudylake.local.path=" + folder);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = line.execute(all.toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  @Test
  void aDryRunListsAndDeletesNothing() {
    Ended ended = vacuum("--dry-run", NOW, "--older-than", "0s");

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .startsWith("Study pilot: 1 files (3 bytes) that no branch, tag or run reaches")
        .contains("archive  archived file")
        .contains("1 files are not studylake's and stay: archive/notes.txt.");
    assertThat(archived).exists();
  }

  @Test
  void youngFilesStayByDefault() {
    Ended ended = vacuum("--yes");

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("0 files (0 bytes)", "1 files (3 bytes) are not reached and younger");
    assertThat(archived).exists();
  }

  @Test
  void withoutYesNobodyIsAskedAndNothingDeleted() {
    Ended ended = vacuum(NOW, "--older-than", "0s");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("Delete 1 files (3 bytes) of study pilot?", "give --yes");
    assertThat(archived).exists();
  }

  @Test
  void withYesItIsDeletedAndProgramsAreTold() throws IOException {
    Ended ended = vacuum("--yes", "--format", "json", NOW, "--older-than", "0s");

    assertThat(ended.code()).as(ended.err()).isZero();
    JsonNode facts = new ObjectMapper().readTree(ended.out());
    assertThat(facts.at("/freed/0/table").asText()).isEqualTo("archive");
    assertThat(facts.at("/deleted/files").asInt()).isEqualTo(1);
    assertThat(facts.at("/deleted/bytes").asInt()).isEqualTo(3);
    assertThat(facts.at("/unknown/0").asText()).isEqualTo("archive/notes.txt");
    assertThat(archived).doesNotExist();
    assertThat(vacuum("--yes", NOW, "--older-than", "0s").out()).contains("0 files (0 bytes)");
  }

  @Test
  void anAgeThatIsNoneOrTooLittleIsRefused() {
    assertThat(vacuum("--older-than", "soon").err())
        .startsWith("Cannot use the age 'soon': write a number and a unit, for example 36h or 7d.");
    assertThat(vacuum("--older-than", "5m").err())
        .startsWith("Cannot use the age '5m': the least is 60 minutes");
    assertThat(vacuum("--older-than", "5m").code()).isEqualTo(2);
  }
}
