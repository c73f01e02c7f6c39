package io.studylake.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.run.StudyFixture;
import io.studylake.version.CommitId;
import io.studylake.version.View;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the pilot study's first and last delivery differ in, the same on every store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SnapshotComparisonContract {
  private StudyFixture study;

  abstract StudyFixture newStudy(Path folder);

  @BeforeAll
  void deliver(@TempDir Path folder) {
    study = newStudy(folder);
    study.deliverPilot("d1");
    study.deliverPilot("d4");
  }

  private SnapshotDifference rows(String left, String right) {
    try (Study open = study.open()) {
      return SnapshotComparison.ofRows(open, Progress.SILENT)
          .of(open.store().require(left), open.store().require(right));
    }
  }

  private static TableDifference table(SnapshotDifference difference, String name) {
    return difference.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static MemberDifference members(SnapshotDifference difference, String entity) {
    return difference.members().stream()
        .filter(members -> members.entity().equals(entity))
        .findFirst()
        .orElseThrow();
  }

  private long except(String columns, String table, String ref, String other) {
    return study.number(
        "SELECT count(*) FROM (SELECT %s FROM study.%s.%s EXCEPT ALL SELECT %s FROM study.%s.%s)"
            .formatted(columns, ref, table, columns, other, table));
  }

  @Test
  void rowsAreCountedAsSqlCountsThem() {
    SnapshotDifference difference = rows("d1", "d4");

    for (String name : List.of("raw.ae", "base.ae", "raw.vs", "raw.dm", "base.sv")) {
      String columns = commonColumns(name);
      RowDifference rows = table(difference, name).rows();
      assertThat(rows)
          .as(name)
          .isEqualTo(
              new RowDifference.Counted(
                  study.number("SELECT count(*) FROM study.d1." + name),
                  study.number("SELECT count(*) FROM study.d4." + name),
                  except(columns, name, "d4", "d1"),
                  except(columns, name, "d1", "d4")));
    }
    assertThat(table(difference, "raw.ae").rows())
        .isEqualTo(new RowDifference.Counted(64, 224, 164, 4));
  }

  private String commonColumns(String table) {
    List<String> before = columns("d1", table);
    before.retainAll(columns("d4", table));
    before.remove("_line");
    return String.join(", ", before);
  }

  private List<String> columns(String ref, String table) {
    return new ArrayList<>(
        study.query("SHOW COLUMNS IN study.%s.%s".formatted(ref, table)).stream()
            .map(row -> row.getString(0))
            .toList());
  }

  @Test
  void membersAreNewAndGone() {
    SnapshotDifference forth = rows("d1", "d4");
    SnapshotDifference back = rows("d4", "d1");

    MemberDifference patients = members(forth, "patient");
    assertThat(patients.before())
        .isEqualTo(study.number("SELECT count(DISTINCT patient_key) FROM study.d1.base.sv"));
    assertThat(patients.after()).isEqualTo(patients.before() + patients.added().size());
    assertThat(patients.added()).contains("01-704-9010").isSorted();
    assertThat(patients.gone()).isEmpty();
    assertThat(members(back, "patient").gone()).isEqualTo(patients.added());
    MemberDifference visits = members(forth, "visit");
    assertThat(visits.after())
        .isEqualTo(
            study.number(
                "SELECT count(DISTINCT visit_key) FROM (SELECT visit_key FROM study.d4.base.sv"
                    + " UNION ALL SELECT visit_key FROM study.d4.base.vs"
                    + " UNION ALL SELECT visit_key FROM study.d4.base.lb)"));
    assertThat(visits.added()).contains("01-704-9010, 3.5");
    assertThat(members(back, "visit").gone()).isEqualTo(visits.added());
    assertThat(forth.keys())
        .extracting(KeysGiven::entity)
        .containsExactly("location", "patient", "visit");
    assertThat(forth.keys()).allMatch(KeysGiven::sameNumbers);
  }

  @Test
  void datasetsAndColumnsThatCameAreTold() {
    SnapshotDifference difference = rows("d1", "d4");

    assertThat(table(difference, "raw.lb").kind()).isEqualTo(TableDifference.Kind.ADDED);
    assertThat(table(rows("d4", "d1"), "raw.lb").kind()).isEqualTo(TableDifference.Kind.DROPPED);
    assertThat(table(difference, "raw.sv").columns())
        .containsExactly(new ColumnChange("visitdy", ColumnChange.Kind.ADDED, "", "double"));
    assertThat(table(difference, "raw.vs").columns())
        .contains(
            new ColumnChange(
                "vsorres",
                ColumnChange.Kind.LABEL,
                "Result or Finding in Original Units",
                "Result or Finding in Original Units (corrected)"));
  }

  @Test
  void aSnapshotIsTheSameAsItself() {
    SnapshotDifference difference = rows("d4", "main");

    assertThat(difference.tables()).isEmpty();
    assertThat(difference.members()).isEmpty();
    assertThat(difference.unchanged()).contains("raw.ae", "base.ae", "raw.lb").hasSize(14);
  }

  @Test
  void everythingIsNewToTheEmptyStudy() {
    CommitId first;
    try (Study open = study.open();
        var log = open.store().log(study.head())) {
      first = log.reduce((newer, older) -> older).orElseThrow().id();
    }
    SnapshotDifference difference = rows(first.value(), "d1");

    assertThat(difference.tables())
        .allMatch(table -> table.kind() == TableDifference.Kind.ADDED)
        .hasSize(8);
    assertThat(members(difference, "patient").before()).isZero();
    assertThat(members(difference, "visit").added()).hasSize(255);
  }

  @Test
  void aBranchIsReadAsItWasCommitted() {
    try (Study open = study.open()) {
      open.store().createBranch("tried", open.store().require("d1"));
      String pointer =
          open.store()
              .list(new View.Committed(open.store().require("d1")), "tables/raw/ae/", 1)
              .get(0)
              .path();
      open.store().remove("tried", pointer);
    }

    assertThat(rows("d1", "tried").tables()).isEmpty();
    try (Study open = study.open()) {
      open.store().dropBranch("tried");
    }
  }

  @Test
  void fromMetadataAloneOnlyWhatTheyTellIsCounted() {
    SnapshotDifference difference;
    try (Study open = study.open()) {
      difference =
          SnapshotComparison.ofMetadata(open, Progress.SILENT)
              .of(open.store().require("d1"), open.store().require("d4"));
    }

    assertThat(table(difference, "raw.ae").rows())
        .isInstanceOf(RowDifference.NotCounted.class)
        .satisfies(
            rows ->
                assertThat(Map.entry(rows.before(), rows.after())).isEqualTo(Map.entry(64L, 224L)));
    assertThat(table(difference, "raw.lb").rows())
        .isEqualTo(new RowDifference.Counted(0, 862, 862, 0));
    assertThat(difference.members())
        .extracting(MemberDifference::entity)
        .containsExactly("location", "patient");
  }
}
