package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.studylake.lake.Study;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Severity;
import io.studylake.progress.Progress;
import io.studylake.run.DeliveryResult.Loaded;
import io.studylake.verify.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries with records that cannot be read, under quarantine, from the file to the replay. */
class QuarantineTest {
  private static final String CONTENTS =
      """
      dataset,column,type
      DM,USUBJID,char
      DM,SITEID,char
      SV,USUBJID,char
      SV,VISITNUM,num
      SV,VISIT,char
      """;
  private static final String DM =
      """
      USUBJID,SITEID
      01-001,701
      01-002,702
      """;

  /** Lines 3 and 9 have a number that is none, 5 is short, 6 too long; 11 is a record of blanks. */
  private static final String SV =
      """
      USUBJID,VISITNUM,VISIT
      01-001,1,SCREENING
      01-001,NK,"UNSCHEDULED, ""later""\"
      01-001,2,BASELINE
      01-001,3
      01-002,1,SCREENING,x
      01-002,2,"BASE
      LINE"
      01-002,soon,"WEEK
      2"
      ,,
      """;

  private static final Map<String, String> FILES =
      Map.of("contents.csv", CONTENTS, "dm.csv", DM, "sv.csv", SV);

  @TempDir private Path folder;
  private StudyFixture study;

  @BeforeEach
  void allowFourRows() {
    study =
        new StudyFixture(folder)
            .with("problems.policy", "quarantine")
            .with("problems.quarantine-limit", "4")
            // The record of blanks names no patient.
            .with("gate.datasets.sv.patient-key-null.level", "warn")
            .with("gate.datasets.sv.column-type-changed.level", "warn");
  }

  private Loaded deliver(String name) {
    return (Loaded) study.deliver(study.write(name, FILES), name);
  }

  private Loaded replay(Optional<Path> contents) {
    return (Loaded)
        study.run(
            DeliveryRequest.replay(
                new DeliverySource.Archived(contents, "alice", "the sponsor answered"), "d1"));
  }

  private List<String> rows(String sql) {
    return study.query(sql).stream().map(row -> row.toSeq().mkString("|")).toList();
  }

  private List<String> quarantine(String columns) {
    return rows("SELECT " + columns + " FROM study.main.quarantine.sv ORDER BY line");
  }

  @Test
  void badRecordsAreSetAsideWholeAndTheOthersAreLoaded() {
    Loaded delivered = deliver("d1");

    assertThat(quarantine("delivery, revision, file, line, record, codes"))
        .containsExactly(
            "d1|1|sv.csv|3|01-001,NK,\"UNSCHEDULED, \"\"later\"\"\"|NOT_A_NUMBER",
            "d1|1|sv.csv|5|01-001,3|WRONG_VALUE_COUNT",
            "d1|1|sv.csv|6|01-002,1,SCREENING,x|WRONG_VALUE_COUNT",
            "d1|1|sv.csv|9|01-002,soon,\"WEEK\n2\"|NOT_A_NUMBER");
    assertThat(rows("SELECT _line, usubjid, visitnum, visit FROM study.main.raw.sv ORDER BY _line"))
        .containsExactly(
            "2|01-001|1.0|SCREENING",
            "4|01-001|2.0|BASELINE",
            "7|01-002|2.0|BASE\nLINE",
            "11|null|null|null");
    assertThat(study.number("SELECT count(*) FROM study.main.base.sv")).isEqualTo(4);
    assertThat(delivered.figures().quarantined()).containsExactly(Map.entry("sv", 4L));
    assertThat(delivered.figures().problems())
        .contains(entry(ProblemCode.NOT_A_NUMBER, 2L), entry(ProblemCode.WRONG_VALUE_COUNT, 2L))
        .doesNotContainKeys(ProblemCode.ROWS_LOST, ProblemCode.QUARANTINE_LIMIT);
    assertThat(delivered.figures().warnings())
        .extracting(Problem::severity)
        .containsOnly(Severity.WARNING);
    try (Study open = study.open()) {
      assertThat(new Verification(open, Progress.SILENT).of("main").remarks()).isEmpty();
      assertThat(open.store().commit(delivered.commit()).metadata())
          .containsEntry("studylake.quarantined.sv", "4");
    }
  }

  @Test
  void thePilotStudysRaggedVisitsLoadAsFarAsTheyCan() {
    Path ragged = study.copy(StudyFixture.PILOT.resolve("d1"), "ragged");
    StudyFixture.edit(
        ragged.resolve("sv.csv"),
        text -> {
          String[] lines = text.split("\n", -1);
          lines[3] = lines[3].replaceFirst(",[^,]*,[^,]*$", "");
          lines[5] = lines[5] + ",x";
          return String.join("\n", lines);
        });

    Loaded delivered = (Loaded) study.deliver(ragged, "ragged");

    assertThat(delivered.figures().quarantined()).containsExactly(Map.entry("sv", 2L));
    assertThat(quarantine("line, codes"))
        .containsExactly("4|WRONG_VALUE_COUNT", "6|WRONG_VALUE_COUNT");
    assertThat(study.number("SELECT count(*) FROM study.main.base.sv")).isEqualTo(253);
  }

  @Test
  void aDeliveryWithoutDefectsLeavesNoQuarantine() {
    study.deliverPilot("d1");

    try (Study open = study.open()) {
      assertThat(io.studylake.lake.Snapshot.read(open, study.head()).datasets())
          .hasSize(4)
          .allMatch(dataset -> dataset.quarantined() == 0);
    }
    assertThat(rows("SHOW TABLES IN study.main.quarantine")).isEmpty();
  }

  @Test
  void moreThanTheLimitRefuseTheDelivery() {
    study.with("problems.quarantine-limit", "3");

    DeliveryRejected rejected = catchThrowableOfType(DeliveryRejected.class, () -> deliver("d1"));

    assertThat(rejected).hasMessage("Cannot publish d1: 1 problem.");
    assertThat(rejected.counts())
        .contains(
            entry(ProblemCode.QUARANTINE_LIMIT, 1L),
            entry(ProblemCode.NOT_A_NUMBER, 2L),
            entry(ProblemCode.WRONG_VALUE_COUNT, 2L));
    assertThat(rejected.problems().get(0).message())
        .isEqualTo(
            "4 rows of sv would have to be set aside, more than"
                + " studylake.problems.quarantine-limit = 3 allows. Have sv.csv corrected, or raise"
                + " the limit.");
  }

  @Test
  void underFailEveryDefectIsNamedAndNothingIsPublished() {
    study.with("problems.policy", "fail");

    DeliveryRejected rejected = catchThrowableOfType(DeliveryRejected.class, () -> deliver("d1"));

    assertThat(rejected.problems())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .extracting(problem -> problem.line().orElse(0) + " " + problem.code())
        .containsExactly(
            "3 NOT_A_NUMBER", "5 WRONG_VALUE_COUNT", "6 WRONG_VALUE_COUNT", "9 NOT_A_NUMBER");
  }

  @Test
  void whatIsSetAsideIsReadAgainUnderFailAndRefused() {
    deliver("d1");
    study.with("problems.policy", "fail");

    DeliveryRejected rejected = catchThrowableOfType(DeliveryRejected.class, () -> deliver("d2"));

    assertThat(rejected).hasMessage("Cannot publish d2: 4 problems.");
  }

  @Test
  void anUnchangedDatasetIsNotReadAgainUnderQuarantine() {
    deliver("d1");

    Loaded again = (Loaded) study.withoutSpark().deliver(study.write("d2", FILES), "d2");

    assertThat(again.figures().quarantined()).containsExactly(Map.entry("sv", 4L));
    assertThat(again.figures().unchanged()).isEqualTo(2);
    assertThat(quarantine("delivery")).containsOnly("d1").hasSize(4);
  }

  @Test
  void aReplayWithOtherSettingsLoadsWhatTheyCanReadAndLeavesTheRest() {
    deliver("d1");
    study.configured("studylake.delivery.missing-characters = [NK]");

    Loaded replayed = replay(Optional.empty());

    assertThat(replayed.tag()).isEqualTo("d1-r2");
    assertThat(replayed.figures().replayed()).containsExactly(Map.entry("sv", 1L));
    assertThat(replayed.figures().quarantined()).containsExactly(Map.entry("sv", 3L));
    assertThat(quarantine("line, revision, replayed_in_delivery, replayed_in_revision"))
        .containsExactly("3|1|d1|2", "5|1|null|null", "6|1|null|null", "9|1|null|null");
    assertThat(rows("SELECT visitnum, visit FROM study.main.raw.sv WHERE _line = 3"))
        .containsExactly("null|UNSCHEDULED, \"later\"");
    assertThat(study.number("SELECT count(*) FROM study.main.base.sv")).isEqualTo(5);
    assertThat(study.number("SELECT count(*) FROM study.`d1`.base.sv")).isEqualTo(4);
    assertThat(
            rows(
                "SELECT user, reason, dataset, replayed_rows, still_quarantined FROM study.main.meta.replays WHERE dataset = 'sv'"))
        .containsExactly("alice|the sponsor answered|sv|1|3");
    try (Study open = study.open()) {
      assertThat(new Verification(open, Progress.SILENT).of("main").remarks()).isEmpty();
    }
  }

  @Test
  void aReplayWithCorrectedContentsAndASecondOneMarkTheRestOfWhatTheyLoad() throws IOException {
    deliver("d1");
    study.configured("studylake.delivery.missing-characters = [NK]");
    replay(Optional.empty());
    Path corrected =
        Files.writeString(
            folder.resolve("corrected.csv"),
            CONTENTS.replace("SV,VISITNUM,num", "SV,VISITNUM,char"));

    Loaded replayed = replay(Optional.of(corrected));

    assertThat(replayed.tag()).isEqualTo("d1-r3");
    assertThat(quarantine("line, replayed_in_revision"))
        .containsExactly("3|2", "5|null", "6|null", "9|3");
    assertThat(rows("SELECT visitnum FROM study.main.raw.sv WHERE _line = 9"))
        .containsExactly("soon");
  }

  @Test
  void aBetterFileIsANewDeliveryAndTheOldRecordsStayOnRecord() {
    deliver("d1");
    Map<String, String> better = new HashMap<>(FILES);
    better.put("sv.csv", "USUBJID,VISITNUM,VISIT\n01-001,1,SCREENING\n01-002,1,SCREENING\n");

    Loaded delivered = (Loaded) study.deliver(study.write("d2", better), "d2");

    assertThat(delivered.figures().quarantined()).isEmpty();
    assertThat(quarantine("delivery, replayed_by_run")).hasSize(4).containsOnly("d1|null");
  }
}
