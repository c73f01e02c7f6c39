package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.run.DeliveryResult.AlreadyPublished;
import io.studylake.run.DeliveryResult.Loaded;
import io.studylake.version.CommitId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deliveries that come again: equal, replaced, renamed, corrected, taken up from an old snapshot.
 */
class RedeliveryTest {
  private static final Path D1 = StudyFixture.PILOT.resolve("d1");

  @TempDir private Path folder;
  private StudyFixture study;
  private CommitId published;

  @BeforeEach
  void deliverTheFirst() {
    study = new StudyFixture(folder);
    published = study.deliverPilot("d1").commit();
  }

  @Test
  void redeliveryOfTheSameContentChangesNothingAndNeedsNoSpark() {
    study.deliverPilot("d2");
    CommitId head = study.head();

    DeliveryResult again = study.withoutSpark().deliverPilot("d1");

    assertThat(again).isEqualTo(new AlreadyPublished("d1", published, true));
    assertThat(study.head()).isEqualTo(head);
    assertThat(study.branches()).containsExactly("main");
  }

  @Test
  void otherContentUnderAPublishedNameIsRefused() {
    Path changed = study.copy(D1, "changed");
    StudyFixture.edit(changed.resolve("ae.csv"), text -> text.replaceFirst("MILD", "SEVERE"));

    assertThatThrownBy(() -> study.deliver(changed, "d1"))
        .isInstanceOf(DeliveryConflict.class)
        .hasMessage(
            "Cannot deliver d1: a delivery of that name is published with other content (ae.csv)."
                + " Give this one another name with --delivery, or publish it as revision 2 with"
                + " --replace.");
    assertThat(study.head()).isEqualTo(published);
  }

  @Test
  void replacingMakesARevisionAndKeepsTheFirst() {
    Path changed = study.copy(D1, "changed");
    StudyFixture.edit(changed.resolve("ae.csv"), text -> text.replaceFirst("MILD", "SEVERE"));

    DeliveryResult second =
        study.run(new DeliveryRequest(changed, "d1", Optional.empty(), true, true));

    assertThat(second.tag()).isEqualTo("d1-r2");
    assertThat(severe("d1-r2")).isEqualTo(severe("d1") + 1);
    assertThat(study.pointer("d1-r2", "raw", "dm")).isEqualTo(study.pointer("d1", "raw", "dm"));
    assertThat(study.withoutSpark().deliver(changed, "d1"))
        .isEqualTo(new AlreadyPublished("d1-r2", second.commit(), true));
  }

  private long severe(String ref) {
    return study.number(
        "SELECT count(*) FROM study.`%s`.raw.ae WHERE aesev='SEVERE'".formatted(ref));
  }

  @Test
  void theHeadsContentUnderAnotherNameTouchesNoTable() {
    DeliveryResult again = study.withoutSpark().deliver(D1, "d1-again");

    assertThat(again).isInstanceOf(Loaded.class);
    assertThat(((Loaded) again).figures().unchanged()).isEqualTo(4);
    for (String table : List.of("dm", "sv", "ae", "vs")) {
      assertThat(study.pointer("d1-again", "raw", table))
          .isEqualTo(study.pointer("d1", "raw", table));
      assertThat(study.pointer("d1-again", "base", table))
          .isEqualTo(study.pointer("d1", "base", table));
    }
    assertThat(study.number("SELECT count(*) FROM study.main.meta.deliveries")).isEqualTo(2);
  }

  @Test
  void aSiteTransferInDmMovesTheLocationOfAdverseEvents() {
    Path transferred = study.copy(D1, "transferred");
    String patient = "01-716-1024";
    StudyFixture.edit(
        transferred.resolve("dm.csv"),
        text ->
            text.lines()
                .map(line -> line.contains(patient) ? line.replace(",716,", ",717,") : line)
                .reduce("", (all, line) -> all + line + "\n"));
    String location =
        "SELECT DISTINCT location_key FROM study.`%s`.base.ae WHERE usubjid = '" + patient + "'";

    study.deliver(transferred, "d1b");

    assertThat(study.number(location.formatted("d1b")))
        .isEqualTo(study.keyMap("d1b", "location").get("717"))
        .isNotEqualTo(study.number(location.formatted("d1")));
    assertThat(study.pointer("d1b", "raw", "ae")).isEqualTo(study.pointer("d1", "raw", "ae"));
    assertThat(study.pointer("d1b", "base", "ae")).isNotEqualTo(study.pointer("d1", "base", "ae"));
  }

  @Test
  void aTransferOfAPatientWithoutAdverseEventsLeavesThemAlone() {
    Path transferred = study.copy(D1, "transferred");
    String patient =
        study
            .query(
                "SELECT usubjid FROM study.`d1`.base.dm WHERE usubjid NOT IN (SELECT usubjid FROM"
                    + " study.`d1`.base.ae) AND siteid <> '701' ORDER BY 1")
            .get(0)
            .getString(0);
    String site = patient.substring(3, 6);
    StudyFixture.edit(
        transferred.resolve("dm.csv"),
        text ->
            text.lines()
                .map(
                    line -> line.contains(patient) ? line.replace("," + site + ",", ",701,") : line)
                .reduce("", (all, line) -> all + line + "\n"));

    study.deliver(transferred, "d1b");

    assertThat(study.pointer("d1b", "base", "ae")).isEqualTo(study.pointer("d1", "base", "ae"));
    assertThat(study.pointer("d1b", "base", "sv")).isNotEqualTo(study.pointer("d1", "base", "sv"));
  }

  @Test
  void aDeliveryFromAnOlderSnapshotNeverGivesAKeyAgain() {
    study.deliverPilot("d2");
    Map<String, Long> before = study.keyMap("main", "patient");
    Path other = study.copy(D1, "other");
    StudyFixture.edit(
        other.resolve("ae.csv"), text -> text.replaceAll("01-701-1211", "01-799-9999"));
    study.with("gate.rules.no-subject-row.level", "warn");

    study.run(new DeliveryRequest(other, "d1x", Optional.of("d1"), true, false));

    Map<String, Long> after = study.keyMap("main", "patient");
    assertThat(after).containsAllEntriesOf(before).hasSize(before.size() + 1);
    assertThat(after.get("01-799-9999")).isEqualTo(before.size() + 1L);
    assertThat(study.number("SELECT count(*) FROM study.main.raw.dm"))
        .isEqualTo(study.number("SELECT count(*) FROM study.`d1`.raw.dm"));
    assertThat(study.pointer("main", "raw", "vs").table())
        .isEqualTo(study.pointer("d1", "raw", "vs").table());
  }

  @Test
  void aBranchThatIsNotPublishedIsNoSnapshotToStartFrom() {
    DeliveryResult held =
        study.run(
            new DeliveryRequest(
                StudyFixture.PILOT.resolve("d2"), "d2", Optional.empty(), false, false));
    String branch = ((Loaded) held).branch();

    assertThat(study.head()).isEqualTo(published);
    assertThat(study.branches()).contains(branch);
    assertThatThrownBy(
            () -> study.run(new DeliveryRequest(D1, "d1y", Optional.of(branch), true, false)))
        .isInstanceOf(DeliveryConflict.class)
        .hasMessage(
            "Cannot start from %s: it is no published snapshot, and keys given on a branch are not final. Name a tag, or a commit that `studylake log` shows."
                .formatted(branch));
  }

  @Test
  void aFurtherEntityNeedsNothingButConfiguration() {
    study.with("keys.entities.timepoint.key.0", "visit");

    study.deliver(D1, "d1b");

    assertThat(study.number("SELECT count(*) FROM study.main.keys.timepoint")).isEqualTo(26);
    assertThat(study.number("SELECT count(*) FROM study.main.base.vs WHERE timepoint_key IS NULL"))
        .isZero();
    assertThat(study.pointer("d1b", "raw", "vs")).isEqualTo(study.pointer("d1", "raw", "vs"));
    assertThat(study.keyMap("d1b", "visit")).isEqualTo(study.keyMap("d1", "visit"));
  }

  @Test
  void otherKeyColumnsThanTheMapWasBuiltFromAreRefused() {
    study.with("keys.roles.patient.0", "subjid");

    assertThatThrownBy(() -> study.deliver(D1, "d1b"))
        .hasMessage(
            "Cannot give patient keys: keys.patient was built from columns usubjid, this delivery"
                + " would use subjid. The same member would get a second key. Name the columns in"
                + " studylake.keys.roles, or fix studylake.keys.preset.");
    assertThat(study.head()).isEqualTo(published);
  }
}
