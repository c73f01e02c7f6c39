package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.studylake.compare.ColumnChange;
import io.studylake.compare.KeysGiven;
import io.studylake.compare.MemberDifference;
import io.studylake.compare.RowDifference;
import io.studylake.compare.SnapshotDifference;
import io.studylake.compare.TableDifference;
import io.studylake.lake.Study;
import io.studylake.version.CommitId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code diff}: what it prints, and how it ends. */
class DiffTest {
  private static final CommitId LEFT = new CommitId("a".repeat(40));
  private static final CommitId RIGHT = new CommitId("b".repeat(40));

  @TempDir private static Path folder;
  private static PilotLake lake;

  @BeforeAll
  static void deliverTheFirst() {
    lake = PilotLake.local(folder);
    lake.deliver("d1");
  }

  private static String first() {
    try (Study open = lake.open();
        var log = open.store().log(open.store().require("main"))) {
      return log.reduce((newer, older) -> older).orElseThrow().id().value();
    }
  }

  @Test
  void aSnapshotThatIsTheSameIsOneLine() {
    PilotLake.Ended diff = lake.run("diff", "d1", "main");

    assertThat(diff.code()).isZero();
    assertThat(diff.out())
        .isEqualTo("Study pilot: d1 and main are one commit, %s.\n".formatted(lake.head()));
  }

  @Test
  void aRefThatDoesNotExistIsNotFoundAndTheNearestNamed() {
    PilotLake.Ended diff = lake.run("diff", "d1", "d2");

    assertThat(diff.code()).isEqualTo(5);
    assertThat(diff.err()).contains("'d2'", "The nearest is 'd1'");
  }

  @Test
  void theFirstDeliveryIsAllNew() {
    PilotLake.Ended diff = lake.run("diff", first(), "d1");

    assertThat(diff.code()).isZero();
    assertThat(diff.out())
        .contains("\ndataset  before  after  added  removed\n")
        .containsPattern("\ndm +29 +29 +0  new\n")
        .containsPattern("\nvisit +0 +255 +255 +0\n")
        .contains("Tables: 8 differ, 0 same.")
        .doesNotContain("base.");
  }

  @Test
  void jsonHasTheSameAndNamesEveryMember() throws IOException {
    JsonNode diff =
        new ObjectMapper().readTree(lake.run("diff", first(), "d1", "--format", "json").out());

    assertThat(diff.at("/right/ref").asText()).isEqualTo("d1");
    assertThat(diff.at("/right/commit").asText()).isEqualTo(lake.head().value());
    assertThat(diff.at("/tables").findValuesAsText("table")).contains("raw.dm", "base.dm");
    assertThat(diff.at("/tables/0/change").asText()).isEqualTo("added");
    assertThat(diff.at("/tables/0/rowsBefore").asLong()).isZero();
    assertThat(diff.at("/tables/0/notCompared").isMissingNode()).isTrue();
    assertThat(diff.at("/members/2/entity").asText()).isEqualTo("visit");
    assertThat(diff.at("/members/2/added")).hasSize(255);
    assertThat(diff.at("/keys/1/after").asLong()).isEqualTo(30);
  }

  private static String words(SnapshotDifference difference, boolean metadataAlone) {
    StringWriter text = new StringWriter();
    new DiffWords(
            new DiffWords.Asked("pilot", "d3", "d4", metadataAlone), new PrintWriter(text, true))
        .print(difference);
    return text.toString();
  }

  private static TableDifference changed(
      String namespace, RowDifference rows, ColumnChange... columns) {
    return new TableDifference(
        namespace, "ae", TableDifference.Kind.CHANGED, rows, List.of(columns));
  }

  private static SnapshotDifference of(
      List<MemberDifference> members, List<KeysGiven> keys, TableDifference... tables) {
    return new SnapshotDifference(LEFT, RIGHT, List.of(tables), List.of("raw.dm"), members, keys);
  }

  @Test
  void aBaseTableIsShownWhereItTellsMoreThanItsRawTable() {
    RowDifference rows = new RowDifference.Counted(1_000, 1_001, 2, 1);
    RowDifference keyed = new RowDifference.Counted(1_000, 1_001, 5, 4);

    assertThat(words(of(List.of(), List.of(), changed("base", rows), changed("raw", rows)), false))
        .isEqualTo(
            """
            Study pilot from d3 (commit aaaaaaaaaaaa) to d4 (commit bbbbbbbbbbbb).
            dataset  before  after  added  removed
            ae        1,000  1,001      2        1
            Tables: 2 differ, 1 same.
            """);
    assertThat(words(of(List.of(), List.of(), changed("base", keyed), changed("raw", rows)), false))
        .contains("ae        1,000  1,001      2        1\n")
        .contains("base.ae   1,000  1,001      5        4  with their keys\n");
    assertThat(words(of(List.of(), List.of(), changed("base", keyed)), false))
        .contains("base.ae   1,000  1,001      5        4  with their keys\n");
  }

  @Test
  void aTableThatWasWrittenAnewWithItsRowsSaysSo() {
    assertThat(
            words(
                of(List.of(), List.of(), changed("raw", new RowDifference.Counted(7, 7, 0, 0))),
                false))
        .contains("ae            7      7      0        0  written anew, the same rows\n");
  }

  @Test
  void columnsAreToldOneByOneAndWhatWasNotComparedSaysWhy() {
    String text =
        words(
            of(
                List.of(),
                List.of(new KeysGiven("visit", 3, 4, false)),
                changed(
                    "raw",
                    new RowDifference.NotCounted(1, 2, "no column is the same"),
                    new ColumnChange("aeout", ColumnChange.Kind.ADDED, "", "string"),
                    new ColumnChange("aesev", ColumnChange.Kind.TYPE, "string", "double"),
                    new ColumnChange("aeterm", ColumnChange.Kind.LABEL, "Term", "Te\u001brm"),
                    new ColumnChange("aeseq", ColumnChange.Kind.ORDER, "2", "3"),
                    new ColumnChange("aerel", ColumnChange.Kind.DROPPED, "string", ""))),
            false);

    assertThat(text)
        .contains(
            "-        -  1 column new, 1 column gone, 1 column of another type,"
                + " 1 column of another label, another order\n",
            "  ae.aeout: new, string\n",
            "  ae.aesev: double, was string\n",
            "  ae.aeterm: label 'Te\\u001Brm', was 'Term'\n",
            "  ae.aerel: gone, was string\n",
            "Rows of raw.ae were not compared: no column is the same.\n",
            "Rows of ae were compared without the columns of another type.\n",
            "Both sides gave visit keys apart: base tables were compared without visit_key.\n")
        .doesNotContain("ae.aeseq");
  }

  @Test
  void theFirstMembersAreNamed() {
    List<String> many = IntStream.range(10, 30).mapToObj(i -> "01-7" + i).toList();
    RowDifference rows = new RowDifference.NotCounted(1, 2, "nobody asked");

    assertThat(
            words(
                of(
                    List.of(
                        new MemberDifference("patient", 30, 48, many, List.of("01-1", "01-2")),
                        new MemberDifference("visit", 9, 10, List.of("01-1, 3.5"), List.of())),
                    List.of(),
                    changed("raw", rows)),
                true))
        .contains(
            "patient      30     48   20     2\n",
            "  new patient: 01-710, 01-711, 01-712, 01-713, 01-714, 01-715, 01-716, 01-717, 01-718,"
                + " 01-719 and 10 more\n",
            "  gone patient: 01-1, 01-2\n",
            "  new visit: (01-1, 3.5)\n",
            "Rows that only data tell of were not compared (--no-rows).\n")
        .doesNotContain("gone visit", "nobody asked");
  }
}
