package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.problem.ProblemCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a row's location and keys come from, on deliveries of a few rows. */
class LocationRulesTest {
  private static final String CONTENTS =
      """
      dataset,column,type
      dm,USUBJID,string
      dm,SITEID,string
      ae,USUBJID,string
      ae,AETERM,string
      lb,USUBJID,string
      lb,SITEID,string
      lb,VISITNUM,double
      """;
  private static final String AE = "USUBJID,AETERM\nA,x\nB,y\nC,z\n,unknown\n ,blank\n";
  private static final String LB = "USUBJID,SITEID,VISITNUM\nA,9,1\nA,,1\n,,1\nB,,\n";

  @TempDir private Path folder;
  private StudyFixture study;

  @BeforeEach
  void deliverTheFirst() {
    study =
        new StudyFixture(folder)
            .with("gate.rules.patient-key-null.level", "warn")
            .with("gate.rules.no-subject-row.level", "warn");
    deliver("d1", "USUBJID,SITEID\nA,1\nB,2\n", AE);
  }

  private Map<ProblemCode, Long> deliver(String name, String dm, String ae) {
    Path written =
        study.write(
            name, Map.of("contents.csv", CONTENTS, "dm.csv", dm, "ae.csv", ae, "lb.csv", LB));
    return ((DeliveryResult.Loaded) study.deliver(written, name)).figures().problems();
  }

  /** The site of each adverse event, by its term. */
  private String sites(String ref) {
    return study
        .query(
            "SELECT aeterm, l.location FROM study.`%1$s`.base.ae LEFT JOIN study.`%1$s`.keys.location l USING (location_key) ORDER BY aeterm"
                .formatted(ref))
        .toString();
  }

  @Test
  void aRowWithoutASiteHasThatOfItsPatientsSubjectRowAndElseNone() {
    assertThat(sites("d1")).isEqualTo("[[blank,null], [unknown,null], [x,1], [y,2], [z,null]]");
  }

  @Test
  void aRowsOwnSiteComesFirst() {
    assertThat(
            study
                .query(
                    "SELECT usubjid, siteid, l.location, visit_key IS NULL FROM study.`d1`.base.lb LEFT JOIN study.`d1`.keys.location l USING (location_key) ORDER BY usubjid, siteid")
                .toString())
        .isEqualTo("[[null,null,null,true], [A,null,1,false], [A,9,9,false], [B,null,2,true]]");
  }

  @Test
  void aNullOrBlankPatientHasNoKeyRatherThanASharedOne() {
    assertThat(study.number("SELECT count(*) FROM study.`d1`.base.ae WHERE patient_key IS NULL"))
        .isEqualTo(2);
    assertThat(study.keyMap("d1", "patient")).containsOnlyKeys("A", "B", "C");
  }

  @Test
  void aPatientWhoLeftTheSubjectDatasetKeepsTheLastKnownSite() {
    Map<ProblemCode, Long> problems = deliver("d2", "USUBJID,SITEID\nA,1\n", AE);

    assertThat(sites("d2")).isEqualTo(sites("d1"));
    assertThat(problems).containsEntry(ProblemCode.LOCATION_LAST_KNOWN, 1L);
    assertThat(study.pointer("d2", "base", "ae")).isEqualTo(study.pointer("d1", "base", "ae"));
  }

  @Test
  void twoSitesOfOnePatientGiveNoneAndNoRowMore() {
    Map<ProblemCode, Long> problems = deliver("d2", "USUBJID,SITEID\nA,1\nA,3\nB,2\n", AE);

    assertThat(sites("d2")).isEqualTo("[[blank,null], [unknown,null], [x,null], [y,2], [z,null]]");
    assertThat(problems).containsEntry(ProblemCode.AMBIGUOUS_LOCATION, 1L);
    assertThat(study.number("SELECT count(*) FROM study.`d2`.base.dm")).isEqualTo(3);
  }
}
