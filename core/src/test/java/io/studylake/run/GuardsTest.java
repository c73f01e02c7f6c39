package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.studylake.config.ConfigurationException;
import io.studylake.lake.Study;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.version.CommitId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps wrong data from looking right. */
class GuardsTest {
  private static final String CONTENTS =
      """
      dataset,column,type
      dm,USUBJID,string
      dm,SITEID,string
      sv,USUBJID,string
      sv,VISITNUM,double
      """;
  private static final String DM = "USUBJID,SITEID\nA,1\nB,2\n";
  private static final String SV = "USUBJID,VISITNUM\nA,1\nB,1\n";

  @TempDir private Path folder;

  private static Map<String, String> files(String contents, String dm, String sv) {
    return Map.of("contents.csv", contents, "dm.csv", dm, "sv.csv", sv);
  }

  private static DeliveryRejected rejected(StudyFixture study, Path delivery, String name) {
    return catchThrowableOfType(DeliveryRejected.class, () -> study.deliver(delivery, name));
  }

  @Test
  void aCodeOfDataThatWereNotReadAsWrittenCannotBeLowered() {
    StudyFixture study =
        new StudyFixture(folder).with("problems.severity.WRONG_VALUE_COUNT", "warning");

    assertThatThrownBy(() -> study.deliverPilot("d1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot use studylake.problems.severity: WRONG_VALUE_COUNT cannot be less than an error,"
                + " since data that were not read as written would be published.");
  }

  @Test
  void aFileThatWasCutOffIsRefusedByTheRowsThatItsContentsSay() {
    StudyFixture study = new StudyFixture(folder);
    Path cut = study.copy(StudyFixture.PILOT.resolve("d1"), "cut");
    StudyFixture.edit(
        cut.resolve("vs.csv"),
        text -> text.lines().limit(500).reduce("", (all, line) -> all + line + "\n"));

    assertThat(rejected(study, cut, "d1").counts())
        .isEqualTo(Map.of(ProblemCode.ROW_COUNT_DIFFERS, 1L));
  }

  @Test
  void aKeyWithAnExponentIsRefusedSinceDigitsAreLost() {
    StudyFixture study = new StudyFixture(folder);
    Path bad = study.write("bad", files(CONTENTS, DM, "USUBJID,VISITNUM\nA,1\nB,1.23457E12\n"));

    Problem problem = rejected(study, bad, "d1").problems().get(0);

    assertThat(problem.code()).isEqualTo(ProblemCode.KEY_PRECISION_LOST);
    assertThat(problem.value()).contains("1.23457E12");
    assertThat(problem.message())
        .isEqualTo(
            "Cannot read sv.csv: line 3, column VISITNUM holds an id or key with an exponent, so"
                + " digits are lost. Export it with a wider format, 20. for example.");
  }

  @Test
  void anEntityWhoseColumnsAreGoneStopsTheDelivery() {
    StudyFixture study = new StudyFixture(folder);
    study.deliver(study.write("one", files(CONTENTS, DM, SV)), "d1");
    Path without =
        study.write(
            "two", files(CONTENTS.replace("dm,SITEID,string\n", ""), "USUBJID\nA\nB\n", SV));

    assertThat(rejected(study, without, "d2").problems().get(0).message())
        .isEqualTo(
            "No dataset has the columns of location (roles location), which has keys already: every"
                + " base table would lose location_key. Ask for the columns, name them in"
                + " studylake.keys.roles, or take the entity out of studylake.keys.entities.");
  }

  @Test
  void theTagThatAKilledRunLeftOutIsMadeByTheNextRun() {
    StudyFixture study = new StudyFixture(folder);
    Path first = study.write("one", files(CONTENTS, DM, SV));
    // What a run leaves that is killed between its merge and its tag.
    DeliveryResult held =
        study.run(new DeliveryRequest(first, "d1", Optional.empty(), false, false));
    String branch = ((DeliveryResult.Loaded) held).branch();
    CommitId merged;
    try (Study open = study.open()) {
      Map<String, String> metadata = open.store().commit(held.commit()).metadata();
      merged = open.store().merge(branch, "main", "Delivery d1", metadata).id();
    }

    study.deliver(study.write("two", files(CONTENTS, DM + "C,2\n", SV)), "d2");

    try (Study open = study.open()) {
      assertThat(open.store().resolve("d1")).contains(merged);
      assertThat(open.store().branches()).containsExactly("main");
    }
  }

  @Test
  void takingUpAnOldSnapshotKeepsTheRecordOfDeliveries() {
    StudyFixture study = new StudyFixture(folder);
    study.deliver(study.write("one", files(CONTENTS, DM, SV)), "d1");
    study.deliver(study.write("two", files(CONTENTS, DM + "C,2\n", SV)), "d2");
    Path third = study.write("three", files(CONTENTS, DM, SV + "B,2\n"));

    study.run(new DeliveryRequest(third, "d3", Optional.of("d1"), true, false));

    assertThat(study.query("SELECT delivery FROM study.main.meta.deliveries ORDER BY delivery"))
        .extracting(row -> row.getString(0))
        .containsExactly("d1", "d2", "d3");
    assertThat(study.number("SELECT count(*) FROM study.main.raw.dm")).isEqualTo(2);
  }
}
