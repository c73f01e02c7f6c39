package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.studylake.delivery.CannotReadDeliveryException;
import io.studylake.ingest.QuarantineFixture;
import io.studylake.ingest.QuarantinedRecord;
import io.studylake.lake.RunId;
import io.studylake.lake.Study;
import io.studylake.lake.WorkBranch;
import io.studylake.problem.ProblemCode;
import io.studylake.progress.Progress;
import io.studylake.run.DeliveryResult.Loaded;
import io.studylake.verify.Verification;
import io.studylake.version.Commit;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published deliveries that are loaded again from their archived files. */
class ReplayTest {
  private static final String CONTENTS =
      """
      dataset,column,type
      DM,USUBJID,char
      DM,SITEID,char
      SV,USUBJID,char
      SV,VISITNUM,num
      """;
  private static final Map<String, String> FILES =
      Map.of(
          "contents.csv",
          CONTENTS,
          "dm.csv",
          "USUBJID,SITEID\n01-001,701\n",
          "sv.csv",
          "USUBJID,VISITNUM\n01-001,1\n01-001,2\n01-001,3\n");

  @TempDir private Path folder;
  private StudyFixture study;

  @BeforeEach
  void deliverTheFirst() throws IOException {
    study = new StudyFixture(folder).with("problems.policy", "quarantine");
    Path delivered = study.write("d1", FILES);
    study.deliver(delivered, "d1");
    // A replay takes the archived files alone.
    try (Stream<Path> files = Files.list(delivered)) {
      files.forEach(StudyFixture::delete);
    }
  }

  private DeliveryResult replay(String delivery, Optional<Path> contents, String reason) {
    return study.run(
        DeliveryRequest.replay(new DeliverySource.Archived(contents, "alice", reason), delivery));
  }

  private DeliveryResult replay() {
    return replay("d1", Optional.empty(), "");
  }

  /**
   * Publishes what a run leaves that read SV with other settings, and set two of its rows aside.
   */
  private void setAsideTwoRowsOfSv() {
    try (Study open = study.open()) {
      VersionStore store = open.store();
      var head = store.require(VersionStore.MAIN);
      RunId run = RunId.next(Instant.now());
      String sha256 =
          new DeliveryRegister(store).latest(head, "d1").orElseThrow().files().get("sv.csv");
      try (WorkBranch branch =
          open.branch(
              run,
              "d1",
              head,
              Optional.empty(),
              () -> {
                throw new AssertionError("a Spark session was started");
              })) {
        QuarantineFixture.setAside(
            branch,
            "sv",
            sha256,
            List.of(
                new QuarantinedRecord(3, "01-001,2", List.of(ProblemCode.NOT_A_NUMBER)),
                new QuarantinedRecord(4, "01-001,3", List.of(ProblemCode.NOT_A_NUMBER))));
        branch.write(
            "runs/" + run + ".json",
            "{\"run\":\"%s\",\"passed\":true,\"baseCommit\":\"%s\"}"
                .formatted(run, head.value())
                .getBytes(StandardCharsets.UTF_8));
        Commit commit = store.commit(branch.name(), "By hand", Map.of());
        store.merge(
            commit.id().value(), VersionStore.MAIN, "By hand", Map.of(RunMetadata.RUN, "by hand"));
        store.dropBranch(branch.name());
      }
    }
  }

  /** The query of docs/tables.md. */
  private int stillMissing() {
    return study
        .query(
            "SELECT file, line, codes, record FROM study.main.quarantine.sv WHERE replayed_by_run IS NULL AND sha256 = (SELECT max_by(sha256, run_id) FROM study.main.meta.datasets WHERE dataset = 'sv')")
        .size();
  }

  @Test
  void rowsThatLoadNowAreMarkedAndTheDeliveryGetsItsNextRevision() {
    setAsideTwoRowsOfSv();
    study.with("delivery.year-cutoff", "1930");

    assertThat(stillMissing()).isEqualTo(2);

    Loaded replayed = (Loaded) replay("d1", Optional.empty(), "the sponsor answered");

    assertThat(stillMissing()).isZero();
    assertThat(replayed.tag()).isEqualTo("d1-r2");
    assertThat(replayed.figures().replayed()).containsExactly(Map.entry("sv", 2L));
    assertThat(replayed.figures().quarantined()).isEmpty();
    assertThat(
            study.query(
                "SELECT line, record, replayed_in_delivery, replayed_in_revision, replayed_by_run = (SELECT max(run_id) FROM study.main.meta.deliveries) FROM study.main.quarantine.sv ORDER BY line"))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly("3|01-001,2|d1|2|true", "4|01-001,3|d1|2|true");
    assertThat(
            study.query(
                "SELECT delivery, from_revision, to_revision, user, reason, dataset, replayed_rows, still_quarantined, settings_before <> settings_after FROM study.main.meta.replays ORDER BY dataset"))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly(
            "d1|1|2|alice|the sponsor answered|dm|0|0|true",
            "d1|1|2|alice|the sponsor answered|sv|2|0|true");
    try (Study open = study.open()) {
      assertThat(open.store().commit(replayed.commit()).metadata())
          .containsEntry("studylake.replayed", "2")
          .containsEntry("studylake.quarantined", "0");
      assertThat(new Verification(open, Progress.SILENT).of("main").remarks()).isEmpty();
    }
  }

  @Test
  void aDatasetThatComesAgainUnchangedKeepsTheNumberOfItsRowsSetAside() {
    setAsideTwoRowsOfSv();
    study.with("problems.quarantine-limit", "2").withoutSpark();

    Loaded delivered = (Loaded) study.deliver(study.write("d2", FILES), "d2");

    assertThat(delivered.figures().quarantined()).containsExactly(Map.entry("sv", 2L));
    assertThat(
            study.query(
                "SELECT d.policy, d.quarantined_rows, s.quarantined_rows, s.raw_changed FROM study.main.meta.deliveries d JOIN study.main.meta.datasets s USING (run_id) WHERE d.delivery = 'd2' AND dataset = 'sv'"))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly("quarantine|2|2|false");
    try (Study open = study.open()) {
      assertThat(open.store().commit(delivered.commit()).metadata())
          .containsEntry("studylake.quarantined", "2")
          .containsEntry("studylake.quarantined.sv", "2")
          .doesNotContainKeys("studylake.quarantined.dm", "studylake.replayed");
      assertThat(new Verification(open, Progress.SILENT).of("d2").remarks()).isEmpty();
    }
  }

  @Test
  void theLimitOfTodayHoldsForADatasetThatIsUnchanged() {
    setAsideTwoRowsOfSv();

    DeliveryRejected rejected =
        catchThrowableOfType(
            DeliveryRejected.class, () -> study.deliver(study.write("d2", FILES), "d2"));

    assertThat(rejected.counts()).containsEntry(ProblemCode.QUARANTINE_LIMIT, 1L);
  }

  @Test
  void aDatasetOfWhichRowsAreSetAsideIsReadAgainUnderFailAndTheOthersAreNot() {
    setAsideTwoRowsOfSv();
    study.with("problems.policy", "fail");

    Loaded delivered = (Loaded) study.deliver(study.write("d2", FILES), "d2");

    assertThat(delivered.figures().quarantined()).isEmpty();
    assertThat(
            study.query(
                "SELECT dataset, raw_changed FROM study.main.meta.datasets WHERE delivery = 'd2' ORDER BY 1"))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly("dm|false", "sv|true");
  }

  @Test
  void anOlderSnapshotTakenUpAgainLeavesWhatWasSetAsideOnRecord() {
    setAsideTwoRowsOfSv();

    study.run(new DeliveryRequest(study.write("d2", FILES), "d2", Optional.of("d1"), true, false));

    assertThat(study.number("SELECT count(*) FROM study.main.quarantine.sv")).isEqualTo(2);
  }

  @Test
  void correctedContentsAreArchivedAsPartOfTheNewRevision() throws IOException {
    Path corrected =
        Files.writeString(
            folder.resolve("corrected.csv"),
            CONTENTS.replace("SV,VISITNUM,num", "SV,VISITNUM,char"));
    study.with("gate.datasets.sv.column-type-changed.level", "warn");

    DeliveryResult replayed = replay("d1", Optional.of(corrected), "");

    assertThat(replayed.tag()).isEqualTo("d1-r2");
    assertThat(
            study
                .query("SELECT visitnum FROM study.`d1-r2`.raw.sv ORDER BY _line, 1")
                .get(0)
                .get(0))
        .isEqualTo("1");
    assertThat(study.pointer("d1-r2", "raw", "dm")).isEqualTo(study.pointer("d1", "raw", "dm"));
    try (Study open = study.open()) {
      View view = new View.Committed(open.store().require("d1-r2"));
      assertThat(open.store().children(view, "deliveries/d1-r2/"))
          .containsExactly("contents.csv", "delivery.json", "dm.csv", "sv.csv");
      String address =
          open.store()
              .list(view, "deliveries/d1-r2/contents.csv", 1)
              .get(0)
              .target()
              .get()
              .address();
      assertThat(Files.readString(Path.of(java.net.URI.create(address))))
          .contains("SV,VISITNUM,char");
    }
    assertThat(study.query("SELECT reason, dataset FROM study.main.meta.replays"))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly("null|sv");
  }

  @Test
  void aDeliveryThatIsNotThereIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> replay("d7", Optional.empty(), ""))
        .isInstanceOf(DeliveryUnknown.class)
        .hasMessage(
            "Cannot replay d7: study pilot has no published delivery of that name. Did you mean"
                + " d1?");
  }

  @Test
  void aDeliveryWhoseTablesWereReplacedIsRefused() {
    study.deliver(
        study.write(
            "d2",
            Map.of(
                "contents.csv",
                CONTENTS,
                "dm.csv",
                FILES.get("dm.csv"),
                "sv.csv",
                FILES.get("sv.csv") + "01-001,4\n")),
        "d2");

    assertThatThrownBy(this::replay)
        .isInstanceOf(ReplayRefused.class)
        .hasMessage(
            "Cannot replay d1: main holds d2, which was delivered later and replaced its tables."
                + " Replay d2, or deliver the files of d1 again under another name.");
  }

  @Test
  void aDeliveryOfWhichNothingIsSetAsideIsRefused() {
    assertThatThrownBy(this::replay)
        .isInstanceOf(ReplayRefused.class)
        .hasMessage(
            "Cannot replay d1: nothing of it is in quarantine. Give corrected contents with"
                + " --contents, or deliver its folder again with --replace to have it read with"
                + " other settings.");
  }

  @Test
  void aReplayThatWouldSetTheSameRowsAsideIsRefused() {
    setAsideTwoRowsOfSv();

    assertThatThrownBy(this::replay)
        .isInstanceOf(ReplayRefused.class)
        .hasMessage(
            "Cannot replay d1: neither its contents nor the settings that it is read with have"
                + " changed, so the same 2 rows would be set aside again. Correct the configuration,"
                + " or give corrected contents with --contents.");
    assertThat(study.branches()).containsExactly("main");
  }

  @Test
  void contentsThatAreCompressedInAnotherWayAreRefused() throws IOException {
    Path corrected = folder.resolve("corrected.csv.gz");
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(corrected))) {
      out.write(CONTENTS.replace("num", "char").getBytes(StandardCharsets.UTF_8));
    }

    assertThatThrownBy(() -> replay("d1", Optional.of(corrected), ""))
        .isInstanceOf(ReplayRefused.class)
        .hasMessage(
            "Cannot replay d1 with the contents corrected.csv.gz: they take the place of"
                + " contents.csv, which is not compressed. Give them in the same way.");
  }

  @Test
  void contentsThatAreNotThereAreRefused() {
    Path missing = folder.resolve("nowhere.csv");

    assertThatThrownBy(() -> replay("d1", Optional.of(missing), ""))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: there is no such file. Name the corrected contents with --contents."
                .formatted(missing));
  }

  @Test
  void anArchivedFileThatWasChangedIsRefused() throws IOException {
    setAsideTwoRowsOfSv();
    study.with("delivery.year-cutoff", "1930");
    Path archived;
    try (Study open = study.open()) {
      View main = new View.Committed(open.store().require("main"));
      archived =
          Path.of(
              java.net.URI.create(
                  open.store()
                      .list(main, "deliveries/d1/sv.csv", 1)
                      .get(0)
                      .target()
                      .get()
                      .address()));
    }
    Files.writeString(archived, "USUBJID,VISITNUM\n01-001,9\n");

    assertThatThrownBy(this::replay)
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot use the archived copy of sv.csv (%s): it is not what was delivered any more, its SHA-256 differs. Bring it back from a backup."
                .formatted(archived.toUri()));
  }

  @Test
  void anEntryThatDoesNotSayWhatItsFilesAreIsRefused() {
    DeliveryEntry old =
        new DeliveryEntry("d1", 1, "content", "settings", "run", Map.of(), "", "", Map.of());
    try (Study open = study.open()) {
      ArchivedRevision archived = new ArchivedRevision(open.store(), null);

      assertThatThrownBy(() -> archived.open(study.head(), old, Optional.empty()))
          .isInstanceOf(ReplayRefused.class)
          .hasMessage(
              "Cannot replay d1: deliveries/d1/delivery.json does not say which of its archived"
                  + " files is which, as an older version of studylake did not write that down."
                  + " Deliver its folder again with --replace.");
    }
  }
}
