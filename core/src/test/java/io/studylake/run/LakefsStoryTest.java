package io.studylake.run;

import static io.studylake.version.VersionStore.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.lake.Snapshot;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.provenance.UnsoundMainException;
import io.studylake.testing.NeedsServers;
import io.studylake.verify.Remark;
import io.studylake.verify.Report;
import io.studylake.verify.Verification;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.MergeRefusedException;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pilot study on a real lakeFS over a real object store, beside the same on the embedded. */
@NeedsServers
class LakefsStoryTest {
  private static final List<String> DELIVERIES = List.of("d1", "d2", "d3", "d4");

  @TempDir private static Path folder;
  private static StudyFixture local;
  private static StudyFixture lakefs;

  @BeforeAll
  static void deliverAllToBoth() {
    local = new StudyFixture(folder.resolve("local"));
    lakefs = LakefsStudies.newStudy(folder.resolve("lakefs"));
    for (StudyFixture study : List.of(local, lakefs)) {
      DELIVERIES.forEach(study::deliverPilot);
    }
  }

  @Test
  void everySnapshotHoldsTheSameRowsAndKeysOnBothStores() {
    int compared = 0;
    for (String delivery : DELIVERIES) {
      List<String> tables = tables(local, delivery);
      assertThat(tables(lakefs, delivery)).isEqualTo(tables);
      for (String table : tables) {
        String query = "SELECT * FROM study.`%s`.%s".formatted(delivery, table);
        assertThat(sorted(lakefs.query(query)))
            .as("%s at %s", table, delivery)
            .isEqualTo(sorted(local.query(query)));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(40);
  }

  @Test
  void theRecordOfDeliveriesIsTheSameOnBothStores() {
    for (String query :
        List.of(
            "SELECT delivery, revision, content_id, passed FROM study.main.meta.deliveries",
            "SELECT delivery, dataset, rows, sha256 FROM study.main.meta.datasets",
            "SELECT delivery, dataset, column, type, label FROM study.main.meta.columns",
            "SELECT delivery, file, code, message FROM study.main.meta.problems")) {
      assertThat(sorted(lakefs.query(query))).as(query).isEqualTo(sorted(local.query(query)));
    }
  }

  @Test
  void commitsCarryTheRunsFigures() {
    try (Study study = lakefs.open();
        var log = study.store().log(study.store().require("d2"))) {
      Commit d2 = log.findFirst().orElseThrow();
      assertThat(d2.message()).isEqualTo("Delivery d2");
      assertThat(d2.metadata())
          .containsEntry("studylake.delivery", "d2")
          .containsEntry("studylake.passed", "true")
          .containsEntry("studylake.rows", "2418")
          .containsEntry("studylake.new-keys.patient", "17");
    }
  }

  @Test
  void everyTagAndMainVerify() {
    for (String ref : List.of("d1", "d4", "main")) {
      assertThat(verify(lakefs, ref).broken()).isZero();
    }
  }

  @Test
  void aRejectedDeliveryLeavesMainAloneAndKeepsItsBranch() {
    StudyFixture study = LakefsStudies.newStudy(folder.resolve("rejected"));
    study.deliverPilot("d1");
    CommitId before = study.head();
    Path broken = study.copy(StudyFixture.PILOT.resolve("d2"), "broken");
    StudyFixture.edit(
        broken.resolve("dm.csv"), text -> text.replaceFirst(",\\d+,YEARS", ",sixty,YEARS"));

    assertThatThrownBy(() -> study.deliver(broken, "d2"))
        .isInstanceOf(DeliveryRejected.class)
        .hasMessageContaining("d2");

    assertThat(study.head()).isEqualTo(before);
    String kept = study.branches().stream().filter(b -> b.startsWith("d2-")).findFirst().get();
    assertThat(
            study.number(
                "SELECT count(*) FROM study.`%s`.meta.problems WHERE code = 'NOT_A_NUMBER'"
                    .formatted(kept)))
        .isEqualTo(1);
    assertThatThrownBy(() -> merge(study, kept))
        .isInstanceOf(MergeRefusedException.class)
        .hasMessageContaining("does not say passed");
    assertThat(study.head()).isEqualTo(before);
    assertThat(verify(study, MAIN).broken()).isZero();
  }

  @Test
  void whatPassedTheServersGateByItsHoleIsFoundAndNothingIsBuiltOnIt() {
    StudyFixture study = LakefsStudies.newStudy(folder.resolve("unpassed"));
    study.deliverPilot("d1");
    try (Study opened = study.open()) {
      VersionStore store = opened.store();
      store.createBranch("by-hand", store.require(MAIN));
      store.createExclusively("by-hand", "notes.txt", new byte[] {1});
      store.commit("by-hand", "Notes", Map.of());
    }
    assertThatThrownBy(() -> merge(study, "by-hand"))
        .isInstanceOf(MergeRefusedException.class)
        .hasMessageContaining("adds 0 run files");
    try (Study opened = study.open()) {
      // The server reads the hook from the branch, so its file can be left out there.
      opened.store().remove("by-hand", "_lakefs_actions/studylake_gate.yaml");
      opened.store().commit("by-hand", "No gate", Map.of());
    }
    CommitId foreign = merge(study, "by-hand").id();

    assertThatThrownBy(() -> study.deliverPilot("d2"))
        .isInstanceOf(UnsoundMainException.class)
        .hasMessageContaining(foreign.abbreviated());
    assertThat(study.head()).isEqualTo(foreign);
    assertThat(verify(study, MAIN).remarks())
        .filteredOn(remark -> remark.kind() == Remark.Kind.BROKEN)
        .singleElement()
        .satisfies(
            remark -> assertThat(remark.where() + remark.text()).contains(foreign.abbreviated()));
  }

  private static Commit merge(StudyFixture study, String branch) {
    try (Study opened = study.open()) {
      return opened.store().merge(branch, MAIN, "By hand", Map.of());
    }
  }

  private static Report verify(StudyFixture study, String ref) {
    try (Study opened = study.open()) {
      return new Verification(opened, Progress.SILENT).of(ref);
    }
  }

  /** The tables whose rows depend on nothing but the deliveries. */
  private static List<String> tables(StudyFixture study, String ref) {
    List<String> names = new ArrayList<>();
    try (Study opened = study.open()) {
      Snapshot snapshot = Snapshot.read(opened, opened.store().require(ref));
      snapshot
          .datasets()
          .forEach(
              dataset -> {
                names.add("raw." + dataset.name());
                names.add("base." + dataset.name());
              });
      snapshot.members().keySet().forEach(entity -> names.add("keys." + entity));
    }
    return names;
  }

  private static List<String> sorted(List<Row> rows) {
    return rows.stream().map(Row::toString).sorted().toList();
  }
}
