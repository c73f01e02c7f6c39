package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command {@code verify}, and what {@code deliver} says of a main that no run made. */
class VerifyTest {
  private static final Path D1 = Path.of("..", "testdata", "cdiscpilot01", "d1");

  @TempDir private static Path folder;

  private record Ended(int code, String out, String err) {}

  @BeforeAll
  static void deliverTheFirst() {
    Ended delivered =
        run(
            "lake",
            "deliver",
            D1.toString(),
            "--study",
            "pilot",
            "-Dstudylake.spark.master=local[2]");
    assertThat(delivered.code()).as(delivered.err()).isZero();
  }

  private static Ended run(String lake, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Dstudylake.local.path=" + folder.resolve(lake));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = line.execute(all.toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  private static Study open(String lake) {
    return Study.openOrCreate(
        Configuration.load(
                Optional.empty(),
                Map.of(),
                Map.of("studylake.local.path", folder.resolve(lake).toString()))
            .lake(),
        "pilot");
  }

  @Test
  void aWholeStudyEndsWellAndSaysHowMuchWasLookedAt() {
    Ended verify = run("lake", "verify", "--study", "pilot");

    assertThat(verify.code()).isZero();
    assertThat(verify.out().lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("Study pilot at main, commit "),
            last ->
                assertThat(last)
                    .matches("Nothing is broken: \\d+ tables, \\d+ files, 2 commits\\."));
  }

  @Test
  void whatIsBrokenIsOneLineEachAndTheExitCodeTells() throws IOException {
    List<Path> archived;
    try (var files = Files.list(folder.resolve("lake/warehouse/pilot/archive"))) {
      archived = files.sorted().limit(2).toList();
    }
    Ended one;
    Ended two;
    byte[] first = Files.readAllBytes(archived.get(0));
    byte[] second = Files.readAllBytes(archived.get(1));
    try {
      Files.delete(archived.get(0));
      one = run("lake", "verify", "--study", "pilot", "d1");
      Files.delete(archived.get(1));
      two = run("lake", "verify", "--study", "pilot", "d1");
    } finally {
      Files.write(archived.get(0), first);
      Files.write(archived.get(1), second);
    }

    assertThat(one.code()).isEqualTo(7);
    assertThat(one.out().lines().toList().get(1))
        .startsWith("broken  archive  archived file file:///")
        .contains(archived.get(0).getFileName() + " is not there: deliveries/d1/");
    assertThat(one.out().lines().toList().get(2)).startsWith("1 thing is broken: ");
    assertThat(two.out()).contains("\n2 things are broken: ");
  }

  @Test
  void ofAllRefsFindingsNameTheRefsAndProgramsGetTheSame() throws IOException {
    Path archived;
    try (var files = Files.list(folder.resolve("lake/warehouse/pilot/archive"))) {
      archived = files.sorted().findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(archived);
    Ended whole = run("lake", "verify", "--study", "pilot", "--all-refs", "--deep");
    Ended broken;
    Ended json;
    try {
      Files.delete(archived);
      broken = run("lake", "verify", "--study", "pilot", "--all-refs");
      json = run("lake", "verify", "--study", "pilot", "--all-refs", "--format", "json");
    } finally {
      Files.write(archived, content);
    }

    assertThat(whole.code()).isZero();
    assertThat(whole.out()).startsWith("Study pilot, 2 refs of 1 commits.");
    assertThat(broken.code()).isEqualTo(7);
    assertThat(broken.out()).contains("broken  archive  archived file ").contains(" [main, d1]");
    assertThat(json.code()).isEqualTo(7);
    var facts = new com.fasterxml.jackson.databind.ObjectMapper().readTree(json.out());
    assertThat(facts.at("/findings/0/kind").asText()).isEqualTo("broken");
    assertThat(facts.at("/findings/0/refs/1").asText()).isEqualTo("d1");
    assertThat(facts.at("/refs/main").asText()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(facts.at("/broken").asInt()).isEqualTo(1);
  }

  @Test
  void aRefAndAllRefsAreTwoQuestions() {
    Ended both = run("lake", "verify", "--study", "pilot", "d1", "--all-refs");

    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).startsWith("Cannot verify d1 and --all-refs: give one of the two.");
  }

  @Test
  void aRefThatDoesNotExistIsNotFound() {
    assertThat(run("lake", "verify", "--study", "pilot", "d11").code()).isEqualTo(5);
  }

  @Test
  void aMainThatNoRunMadeIsAConflictForDeliverAndBrokenForVerify() {
    try (Study open = open("other")) {
      open.store().createExclusively("main", "notes.txt", new byte[0]);
      open.store().commit("main", "by hand", Map.of());
    }

    Ended deliver = run("other", "deliver", D1.toString(), "--study", "pilot");
    Ended verify = run("other", "verify", "--study", "pilot");

    assertThat(deliver.code()).isEqualTo(4);
    assertThat(deliver.err()).startsWith("Cannot deliver d1: commit ").doesNotContain("\tat ");
    assertThat(verify.code()).isEqualTo(7);
    assertThat(verify.out())
        .contains("broken  main  commit ", "\n1 thing is broken: 0 tables, 0 files, 2 commits.");
  }
}
