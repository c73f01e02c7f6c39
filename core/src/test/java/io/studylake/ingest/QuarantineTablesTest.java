package io.studylake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.config.Configuration;
import io.studylake.config.RowLimit;
import io.studylake.contents.DatasetSchema;
import io.studylake.contents.ReconciledDataset;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvScan;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.DeliveredFile;
import io.studylake.lake.RunId;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.Study;
import io.studylake.lake.WorkBranch;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.problem.Severity;
import io.studylake.version.Link;
import io.studylake.version.VersionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a run sets aside, in real tables: {@code quarantine.sv} and the snapshot of {@code raw.sv}.
 */
class QuarantineTablesTest {
  private static final QuarantinePolicy TWO_ROWS = new QuarantinePolicy(true, RowLimit.parse("2"));
  private static final String FINGERPRINT = "of file, contents and settings";
  private static final QuarantinedRecord SHORT =
      new QuarantinedRecord(4, "01-702-1082,3,BASELINE", List.of(ProblemCode.WRONG_VALUE_COUNT));
  private static final QuarantinedRecord TWO_DEFECTS =
      new QuarantinedRecord(
          6,
          "01-702-1082,x,\"BASE\nLINE\",soon",
          List.of(ProblemCode.NOT_A_NUMBER, ProblemCode.NOT_A_DATE));
  private static final ReconciledDataset SV = dataset("a".repeat(64));

  @TempDir private Path folder;
  private Study study;
  private WorkBranch branch;
  private final Problems problems =
      new Problems(Map.of(ProblemCode.NOT_A_NUMBER, Severity.WARNING), 100);

  @BeforeEach
  void openABranch() {
    study =
        Study.openOrCreate(
            Configuration.load(
                    Optional.empty(), Map.of(), Map.of("studylake.local.path", folder.toString()))
                .lake(),
            "pilot");
    branch =
        study.branch(
            RunId.next(Instant.now()),
            "d1",
            study.store().require(VersionStore.MAIN),
            Optional.empty(),
            () -> {
              throw new AssertionError("a Spark session was started");
            });
  }

  @AfterEach
  void close() {
    branch.close();
    study.close();
  }

  private static ReconciledDataset dataset(String sha256) {
    return new ReconciledDataset(
        new DatasetSchema("sv", "Subject Visits", OptionalLong.empty(), List.of()),
        new DeliveredFile(
            "sv.csv",
            new Link("file:///archive/" + sha256, 10, sha256),
            new CsvScan(CsvSettings.DEFAULT).facts()),
        List.of(),
        CsvFormat.DEFAULT);
  }

  /** The raw table as the write of its sound rows leaves it. */
  private SnapshotFacts written() {
    branch.shape(
        "raw",
        "sv",
        new Schema(NestedField.optional(1, "usubjid", Types.StringType.get())),
        "",
        Map.of());
    return branch.clear("raw", "sv", FINGERPRINT);
  }

  private Quarantine deliver(QuarantinePolicy policy) {
    return new Quarantine(
        branch,
        policy,
        new LoadedAs("d1", 1, "run-1", Instant.parse("2026-01-02T03:04:05Z")),
        false);
  }

  private Quarantine replay(int revision) {
    return new Quarantine(
        branch,
        TWO_ROWS,
        new LoadedAs("d1", revision, "run-" + revision, Instant.parse("2026-02-03T04:05:06Z")),
        true);
  }

  private List<Record> rows() throws IOException {
    List<Record> rows = new ArrayList<>();
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(branch.table("quarantine", "sv").orElseThrow()).build()) {
      records.forEach(rows::add);
    }
    rows.sort(
        java.util.Comparator.comparing((Record r) -> r.getField("run_id").toString())
            .thenComparing(r -> (Long) r.getField("line")));
    return rows;
  }

  private SnapshotFacts raw() {
    return SnapshotFacts.of(branch.table("raw", "sv").orElseThrow());
  }

  @Test
  void recordsAreKeptWholeWithTheirPlaceAndWhatIsWrong() throws IOException {
    Quarantine.Settled settled =
        deliver(TWO_ROWS).settle(SV, written(), SetAside.of(List.of(SHORT, TWO_DEFECTS)), problems);

    assertThat(settled).isEqualTo(new Quarantine.Settled(2, 0));
    assertThat(rows())
        .extracting(
            r -> r.getField("delivery"),
            r -> r.getField("revision"),
            r -> r.getField("run_id"),
            r -> r.getField("file"),
            r -> r.getField("sha256"),
            r -> r.getField("line"),
            r -> r.getField("record"),
            r -> r.getField("codes"),
            r -> r.getField("replayed_by_run"))
        .containsExactly(
            tuple(
                "d1",
                1,
                "run-1",
                "sv.csv",
                "a".repeat(64),
                4L,
                SHORT.text(),
                "WRONG_VALUE_COUNT",
                null),
            tuple(
                "d1",
                1,
                "run-1",
                "sv.csv",
                "a".repeat(64),
                6L,
                TWO_DEFECTS.text(),
                "NOT_A_NUMBER,NOT_A_DATE",
                null));
    assertThat(problems.counts()).isEmpty();
  }

  @Test
  void theirNumberStandsBesideTheFingerprintAndAnotherWriteForgetsIt() {
    deliver(TWO_ROWS).settle(SV, written(), SetAside.of(List.of(SHORT, TWO_DEFECTS)), problems);

    assertThat(raw()).isEqualTo(new SnapshotFacts(0, FINGERPRINT, "d1", 2));

    written();
    assertThat(raw()).isEqualTo(new SnapshotFacts(0, FINGERPRINT, "d1", 0));
  }

  @Test
  void aCleanFileLeavesNoTableAndNoCommit() {
    SnapshotFacts written = written();
    long snapshots = branch.table("raw", "sv").orElseThrow().currentSnapshot().sequenceNumber();

    Quarantine.Settled settled =
        deliver(TWO_ROWS).settle(SV, written, SetAside.of(List.of()), problems);

    assertThat(settled).isEqualTo(Quarantine.Settled.NOTHING);
    assertThat(branch.tables("quarantine")).isEmpty();
    assertThat(branch.table("raw", "sv").orElseThrow().currentSnapshot().sequenceNumber())
        .isEqualTo(snapshots);
  }

  @Test
  void moreThanTheLimitStopTheDeliveryAndAreKeptNowhere() {
    List<QuarantinedRecord> three =
        List.of(SHORT, TWO_DEFECTS, new QuarantinedRecord(9, "x", List.of()));

    deliver(TWO_ROWS).settle(SV, written(), SetAside.of(three), problems);

    assertThat(problems.stopDelivery()).isTrue();
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::file, Problem::message)
        .containsExactly(
            tuple(
                ProblemCode.QUARANTINE_LIMIT,
                "sv.csv",
                "3 rows of sv would have to be set aside, more than"
                    + " studylake.problems.quarantine-limit = 2 allows. Have sv.csv corrected, or"
                    + " raise the limit."));
    assertThat(branch.tables("quarantine")).isEmpty();
  }

  @Test
  void aShareIsOfAllRecordsAndCountsForATableThatStaysAsItIs() {
    Quarantine onePerCent = deliver(new QuarantinePolicy(true, RowLimit.parse("1%")));

    onePerCent.check(SV, new SnapshotFacts(198, FINGERPRINT, "d0", 2), problems);
    assertThat(problems.counts()).isEmpty();

    onePerCent.check(SV, new SnapshotFacts(197, FINGERPRINT, "d0", 2), problems);
    assertThat(problems.counts()).containsOnlyKeys(ProblemCode.QUARANTINE_LIMIT);
  }

  @Test
  void aTableOfWhichRowsAreMissingIsReadAgainUnderFailAndASoundOneIsNot() {
    SnapshotFacts sound = new SnapshotFacts(10, FINGERPRINT, "d0", 0);
    SnapshotFacts missing = new SnapshotFacts(10, FINGERPRINT, "d0", 1);

    assertThat(deliver(QuarantinePolicy.FAIL).mayStay(sound)).isTrue();
    assertThat(deliver(QuarantinePolicy.FAIL).mayStay(missing)).isFalse();
    assertThat(deliver(TWO_ROWS).mayStay(missing)).isTrue();
  }

  @Test
  void aReaderThatLoadsABadRecordIsFound() {
    problems.add(Problem.of(ProblemCode.NOT_A_NUMBER, "sv.csv", "not a number").atLine(4));

    assertThatThrownBy(
            () -> deliver(TWO_ROWS).settle(SV, written(), SetAside.of(List.of()), problems))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("sv.csv has records that cannot be read, and its reader set none aside.");
  }

  @Test
  void aReplayMarksWhatIsLoadedAndLeavesWhatStillFailsAsItIs() throws IOException {
    deliver(TWO_ROWS).settle(SV, written(), SetAside.of(List.of(SHORT, TWO_DEFECTS)), problems);

    Quarantine.Settled settled =
        replay(2).settle(SV, written(), SetAside.of(List.of(SHORT)), problems);

    assertThat(settled).isEqualTo(new Quarantine.Settled(1, 1));
    assertThat(raw().quarantined()).isEqualTo(1);
    assertThat(rows())
        .extracting(
            r -> r.getField("line"),
            r -> r.getField("record"),
            r -> r.getField("run_id"),
            r -> r.getField("replayed_by_run"),
            r -> r.getField("replayed_in_delivery"),
            r -> r.getField("replayed_in_revision"),
            r -> r.getField("replayed_at"))
        .containsExactly(
            tuple(4L, SHORT.text(), "run-1", null, null, null, null),
            tuple(
                6L,
                TWO_DEFECTS.text(),
                "run-1",
                "run-2",
                "d1",
                2,
                LocalDateTime.parse("2026-02-03T04:05:06")));
  }

  @Test
  void aSecondReplayMarksTheRestAndKeepsTheFirstMarks() throws IOException {
    deliver(TWO_ROWS).settle(SV, written(), SetAside.of(List.of(SHORT, TWO_DEFECTS)), problems);
    replay(2).settle(SV, written(), SetAside.of(List.of(SHORT)), problems);

    Quarantine.Settled settled = replay(3).settle(SV, written(), SetAside.of(List.of()), problems);

    assertThat(settled).isEqualTo(new Quarantine.Settled(0, 1));
    assertThat(raw().quarantined()).isZero();
    assertThat(rows())
        .extracting(r -> r.getField("line"), r -> r.getField("replayed_by_run"))
        .containsExactly(tuple(4L, "run-3"), tuple(6L, "run-2"));
  }

  @Test
  void aReplayAddsWhatWasNotSetAsideBefore() throws IOException {
    deliver(TWO_ROWS).settle(SV, written(), SetAside.of(List.of(SHORT)), problems);

    Quarantine.Settled settled =
        replay(2).settle(SV, written(), SetAside.of(List.of(SHORT, TWO_DEFECTS)), problems);

    assertThat(settled).isEqualTo(new Quarantine.Settled(2, 0));
    assertThat(rows())
        .extracting(r -> r.getField("line"), r -> r.getField("run_id"))
        .containsExactly(tuple(4L, "run-1"), tuple(6L, "run-2"));
  }

  @Test
  void aReplayLeavesTheRecordsOfOtherFilesAlone() throws IOException {
    ReconciledDataset other = dataset("b".repeat(64));
    deliver(TWO_ROWS).settle(other, written(), SetAside.of(List.of(SHORT)), problems);

    Quarantine.Settled settled = replay(2).settle(SV, written(), SetAside.of(List.of()), problems);

    assertThat(settled).isEqualTo(Quarantine.Settled.NOTHING);
    assertThat(rows())
        .extracting(r -> r.getField("replayed_by_run"))
        .containsExactly((Object) null);
  }

  @Test
  void aReplayThatIsRefusedMarksNothing() throws IOException {
    deliver(TWO_ROWS).settle(SV, written(), SetAside.of(List.of(SHORT)), problems);
    problems.add(Problem.of(ProblemCode.ROWS_LOST, "sv.csv", "lost"));

    replay(2).settle(SV, written(), SetAside.of(List.of()), problems);

    assertThat(rows())
        .extracting(r -> r.getField("replayed_by_run"))
        .containsExactly((Object) null);
  }
}
