package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as users run them, on a lake that holds the pilot study's first delivery. */
class CommandLineTest {
  private static final Path PILOT = Path.of("..", "testdata", "cdiscpilot01");

  @TempDir private static Path folder;
  private static Ended delivered;

  private record Ended(int code, String out, String err) {}

  @BeforeAll
  static void deliverTheFirst() {
    delivered = deliver(PILOT.resolve("d1"));
  }

  private static Ended run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-Dstudylake.local.path=" + folder.resolve("lake"));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Studylake.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int code = line.execute(all.toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  private static Ended deliver(Path delivery, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "deliver",
                delivery.toString(),
                "--study",
                "pilot",
                "-Dstudylake.spark.master=local[2]"));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  @Test
  void deliverEndsWithASummary() {
    assertThat(delivered.code()).as(delivered.err()).isZero();
    assertThat(delivered.out())
        .startsWith("Published delivery d1 of study pilot.\n")
        .contains(
            "  datasets  4 (0 unchanged)\n", "  rows      1,343\n", " patient", "  commit    ");
    assertThat(reportOf(delivered.out(), "  report    ")).content().contains("<!DOCTYPE html>");
  }

  private static Path reportOf(String said, String label) {
    return Path.of(
        said.lines()
            .filter(line -> line.startsWith(label))
            .findFirst()
            .orElseThrow()
            .substring(label.length()));
  }

  @Test
  void aDryRunSaysWhatDeliverWouldAndMakesNoBranch() {
    Ended dry = deliver(PILOT.resolve("d2"), "--dry-run");
    Ended log = run("log", "--study", "pilot");

    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.out())
        .startsWith(
            "Delivery d2 of study pilot would pass, as far as a dry run can tell; nothing was"
                + " written.\n")
        .contains("  datasets  4 (0 unchanged)\n", "  rows      2,418\n");
    assertThat(reportOf(dry.out(), "  report    ")).content().contains("Dry run: ");
    assertThat(log.out()).contains("Delivery d1").doesNotContain("Delivery d2");
  }

  @Test
  void theSameDeliveryAgainIsNothingToDo() {
    Ended again = deliver(PILOT.resolve("d1"));

    assertThat(again.code()).isZero();
    assertThat(again.out())
        .startsWith("Nothing to do: delivery d1 of study pilot is published with this content,");
  }

  @Test
  void aStudyThatDoesNotExistIsNotFoundAndIsNotMade() {
    Ended log = run("log", "--study", "pilots");

    assertThat(log.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(log.err())
        .contains(
            "there is no such study. The nearest is 'pilot'. A delivery, or `studylake init`, makes"
                + " a new one.");
    assertThat(folder.resolve("lake").resolve("versions").resolve("pilots.git")).doesNotExist();
  }

  @Test
  void aFolderThatDoesNotExistLeavesNoStudyBehind() {
    Ended deliver = run("deliver", folder.resolve("nowhere").toString(), "--study", "other");

    assertThat(deliver.code()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(folder.resolve("lake").resolve("versions").resolve("other.git")).doesNotExist();
  }

  @Test
  void logListsTheDelivery() {
    Ended log = run("log", "--study", "pilot");

    assertThat(log.code()).isZero();
    assertThat(log.out().lines().toList().get(0)).startsWith("commit").endsWith("message");
    assertThat(log.out().lines().toList().get(1)).contains("d1", "1,343").endsWith("Delivery d1");
    assertThat(log.err()).isEmpty();
  }

  @Test
  void showListsTheDatasetsOfASnapshot() {
    Ended show = run("show", "--study", "pilot", "d1");

    assertThat(show.code()).isZero();
    assertThat(show.out().lines().toList().get(0)).startsWith("Study pilot at d1, commit ");
    assertThat(show.out().lines().map(line -> line.replaceFirst(" .*", "")).toList())
        .containsSubsequence("dataset", "ae", "dm", "sv", "vs", "Keys:");
  }

  @Test
  void onlyTheResultOfAQueryIsOnStandardOutput() {
    String query =
        "SELECT 'a,b' AS text, CAST(NULL AS INT) AS none, count(*) AS n FROM study.`d1`.raw.dm";

    Ended csv = run("sql", "--study", "pilot", "--format", "csv", query);
    Ended json = run("sql", "--study", "pilot", "--format", "json", query);
    Ended table = run("sql", "--study", "pilot", query);

    assertThat(csv.out().lines()).containsExactly("text,none,n", "\"a,b\",,29");
    assertThat(json.out().lines()).containsExactly("{\"text\":\"a,b\",\"n\":29}");
    assertThat(table.out().lines()).containsExactly("text  none   n", "a,b   null  29");
    assertThat(csv.code() + json.code() + table.code()).isZero();
  }

  @Test
  void aRefThatDoesNotExistIsNotFound() {
    Ended show = run("show", "--study", "pilot", "d11");

    assertThat(show.code()).isEqualTo(5);
    assertThat(show.out()).isEmpty();
    assertThat(show.err()).contains("d11", "d1").doesNotContain("\tat ");
  }

  @Test
  void whatCannotBeAcceptedIsAUsageError() {
    Ended unknown = deliver(PILOT.resolve("d2"), "--accept", "patient-gone", "--reason", "closed");
    Ended fixed = deliver(PILOT.resolve("d2"), "--accept", "key-moved", "--reason", "closed");
    Ended reasonless = deliver(PILOT.resolve("d2"), "--accept", "patients-gone");
    Ended nothing = deliver(PILOT.resolve("d2"), "--reason", "closed");

    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(unknown.err())
        .contains("Cannot accept patient-gone: there is no such rule. Did you mean patients-gone?");
    assertThat(fixed.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(reasonless.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(reasonless.err()).contains("Cannot accept patients-gone without a reason");
    assertThat(nothing.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(nothing.err()).contains("Cannot use --reason: there is nothing to accept.");
  }

  @Test
  void aQueryOfARefThatDoesNotExistIsNotFoundAndOneOfATableIsAUsageError() {
    Ended ref = run("sql", "--study", "pilot", "SELECT count(*) FROM study.`d11`.base.dm");
    Ended table = run("sql", "--study", "pilot", "SELECT count(*) FROM study.d1.base.dmm");

    assertThat(ref.code()).isEqualTo(5);
    assertThat(ref.err()).startsWith("Cannot find 'd11' in ").contains("'d1'");
    assertThat(table.code()).isEqualTo(2);
    assertThat(table.err()).contains("dmm");
  }

  @Test
  void everyCommandThatPrintsFactsPrintsThemAsJsonToo() throws IOException {
    JsonNode log = json(run("log", "--study", "pilot", "--format", "json", "d1"));
    JsonNode show = json(run("show", "--study", "pilot", "--format", "json", "d1"));
    JsonNode init = json(run("init", "--study", "pilot", "--format", "json"));
    JsonNode again = json(deliver(PILOT.resolve("d1"), "--format", "json"));
    JsonNode dry = json(deliver(PILOT.resolve("d2"), "--dry-run", "--format", "json"));

    JsonNode first = log.at("/commits/0");
    assertThat(first.at("/delivery").asText()).isEqualTo("d1");
    assertThat(first.at("/rows").asLong()).isEqualTo(1343);
    assertThat(first.at("/newKeys/patient").asLong()).isEqualTo(30);
    assertThat(Instant.parse(first.at("/createdAt").asText())).isBefore(Instant.now());
    assertThat(log.at("/commits/1/delivery").asText()).isEmpty();
    assertThat(show.at("/commit")).isEqualTo(first.at("/commit"));
    assertThat(show.at("/datasets").findValuesAsText("name"))
        .containsExactly("ae", "dm", "sv", "vs");
    assertThat(show.at("/datasets/1/rows").asLong()).isEqualTo(29);
    assertThat(show.at("/keys/patient").asLong()).isEqualTo(30);
    assertThat(init.at("/study").asText()).isEqualTo("pilot");
    assertThat(again.at("/state").asText()).isEqualTo("published before");
    assertThat(again.at("/commit")).isEqualTo(first.at("/commit"));
    assertThat(dry.at("/state").asText()).isEqualTo("would pass");
    assertThat(dry.at("/rows").asLong()).isEqualTo(2418);
    assertThat(Path.of(dry.at("/report").asText())).exists();
  }

  private static JsonNode json(Ended ended) throws IOException {
    assertThat(ended.code()).as(ended.err()).isZero();
    return new ObjectMapper().readTree(ended.out());
  }

  @Test
  void anUnknownKeyIsAUsageError() {
    Ended log = run("log", "--study", "pilot", "-Dstudylake.publish.attempt=3");

    assertThat(log.code()).isEqualTo(2);
    assertThat(log.err())
        .startsWith(
            "Cannot use the configuration: there is no key studylake.publish.attempt (given with"
                + " -D). Did you mean studylake.publish.attempts?");
  }

  @Test
  void aFolderThatIsNotThereIsNotFoundAndDebugShowsTheStackTrace() {
    Path missing = folder.resolve("d9");
    String message = "Cannot read %s: there is no such folder.".formatted(missing);

    Ended plain = deliver(missing);
    Ended debug = deliver(missing, "--debug");

    assertThat(plain.code()).isEqualTo(5);
    assertThat(plain.err()).startsWith(message).doesNotContain("\tat ");
    assertThat(debug.code()).isEqualTo(5);
    assertThat(debug.err())
        .startsWith(message)
        .contains("CannotReadDeliveryException", "\tat io.studylake.delivery.SourceFolder");
  }

  @Test
  void otherContentUnderAPublishedNameIsAConflict() {
    Ended conflict = deliver(PILOT.resolve("d2"), "--delivery", "d1");

    assertThat(conflict.code()).isEqualTo(4);
    assertThat(conflict.err())
        .startsWith("Cannot deliver d1: a delivery of that name is published with other content");
  }

  @Test
  void aReplayOfADeliveryThatIsNotThereOrLacksNothingIsRefused() {
    Ended unknown = run("replay", "--study", "pilot", "--delivery", "d11");
    Ended sound = run("replay", "--study", "pilot", "--delivery", "d1");

    assertThat(unknown.code()).isEqualTo(5);
    assertThat(unknown.err())
        .startsWith(
            "Cannot replay d11: study pilot has no published delivery of that name. Did you mean"
                + " d1?\n");
    assertThat(sound.code()).isEqualTo(4);
    assertThat(sound.err()).startsWith("Cannot replay d1: nothing of it is in quarantine.");
  }

  @Test
  void anotherPolicyIsAnotherSettingOfThePublishedDelivery() {
    Ended again = deliver(PILOT.resolve("d1"), "--policy", "quarantine");
    Ended unknown = deliver(PILOT.resolve("d1"), "--policy", "ignore");

    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("It was read with other settings than today's");
    assertThat(unknown.code()).isEqualTo(2);
  }

  @Test
  void aRejectedDeliveryIsReportedWithItsProblems() throws IOException {
    Path bad = Files.createDirectory(folder.resolve("bad"));
    Files.writeString(bad.resolve("contents.csv"), "dataset,column,type\nDM,USUBJID,char\n");
    Files.writeString(bad.resolve("dm.csv"), "USUBJID,AGE\n01-001,63\n");

    Ended rejected = deliver(bad);

    assertThat(rejected.code()).isEqualTo(3);
    assertThat(rejected.out()).isEmpty();
    assertThat(rejected.err())
        .startsWith("Cannot publish bad: 1 problem.\n")
        .contains("  error  dm.csv:1 AGE  COLUMN_NOT_IN_CONTENTS  ")
        .contains("Problems by code:")
        .contains("Nothing was published. Branch bad-");
    assertThat(reportOf(rejected.err(), "  Report: ")).content().contains("COLUMN_NOT_IN_CONTENTS");
  }

  @Test
  void aDryRunOfABadDeliveryEndsAsDeliverWould() throws IOException {
    Path bad = Files.createDirectory(folder.resolve("bad-dry"));
    Files.writeString(bad.resolve("contents.csv"), "dataset,column,type\nDM,USUBJID,char\n");
    Files.writeString(bad.resolve("dm.csv"), "USUBJID,AGE\n01-001,63\n");

    Ended rejected = deliver(bad, "--dry-run");

    assertThat(rejected.code()).isEqualTo(3);
    assertThat(rejected.err())
        .startsWith("Cannot publish bad-dry: 1 problem.\n")
        .contains("Dry run: nothing was written.")
        .doesNotContain("Branch");
    assertThat(reportOf(rejected.err(), "  Report: ")).content().contains("Dry run: ");
  }
}
