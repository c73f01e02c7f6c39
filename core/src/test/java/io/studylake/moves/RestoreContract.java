package io.studylake.moves;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.lake.RunId;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.run.DeliveryConflict;
import io.studylake.run.DeliveryRequest;
import io.studylake.run.DeliveryResult;
import io.studylake.run.DeliverySource;
import io.studylake.run.MainMoved;
import io.studylake.run.ReplayRefused;
import io.studylake.run.RunMetadata;
import io.studylake.run.StudyFixture;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.verify.Report;
import io.studylake.verify.Verification;
import io.studylake.version.BranchMovedException;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.View;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a restore does, on any store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RestoreContract {
  private static final String CONTENTS =
      """
      dataset,column,type
      DM,USUBJID,char
      DM,SITEID,char
      SV,USUBJID,char
      SV,VISITNUM,num
      """;
  private static final String AE = "AE,USUBJID,char\nAE,AETERM,char\n";

  @TempDir private static Path folder;
  private StudyFixture study;

  /** A study that holds nothing yet. */
  abstract StudyFixture newStudy(Path folder);

  @BeforeAll
  void deliverThree() {
    study = newStudy(folder);
    deliver("d1", files("01-001", "01-002"));
    deliver("d2", files("01-001", "01-002", "01-003"));
    Map<String, String> withEvents = new java.util.TreeMap<>(files("01-001", "01-002", "01-004"));
    withEvents.put("contents.csv", CONTENTS + AE);
    withEvents.put("ae.csv", "USUBJID,AETERM\n01-004,HEADACHE\n");
    deliver("d3", withEvents);
  }

  /** Each test begins with d3, and with the keys that others gave. */
  @BeforeEach
  void showTheThird() {
    restore("d3");
  }

  /** A subject and a visit for each patient, all at one site. */
  private static Map<String, String> files(String... patients) {
    StringBuilder dm = new StringBuilder("USUBJID,SITEID\n");
    StringBuilder sv = new StringBuilder("USUBJID,VISITNUM\n");
    for (String patient : patients) {
      dm.append(patient).append(",701\n");
      sv.append(patient).append(",1\n");
    }
    return Map.of("contents.csv", CONTENTS, "dm.csv", dm.toString(), "sv.csv", sv.toString());
  }

  private DeliveryResult deliver(String name, Map<String, String> files) {
    return study.deliver(study.write(name, files), name);
  }

  private interface Work<T> {
    T with(Study study, Restoration restoration);
  }

  private <T> T restoring(Work<T> work) {
    try (Study opened = study.open()) {
      return work.with(opened, new Restoration(opened, Progress.SILENT));
    }
  }

  private CommitId restore(String ref) {
    return restoring((opened, restoration) -> restoration.execute(restoration.plan(ref)));
  }

  private List<Long> rows(String ref) {
    return List.of(
        study.number("SELECT count(*) FROM study.`%s`.raw.dm".formatted(ref)),
        study.number("SELECT count(*) FROM study.`%s`.base.sv".formatted(ref)),
        study.number("SELECT count(*) FROM study.`%s`.meta.members".formatted(ref)));
  }

  private void assertMainVerifies() {
    Report report =
        restoring((opened, unused) -> new Verification(opened, Progress.SILENT).of("main"));
    assertThat(report.remarks()).isEmpty();
  }

  @Test
  void aRestoredMainShowsTheOldDataAndKeepsEveryKey() {
    Map<String, Long> keys = study.keyMap("main", "patient");
    List<Long> d1 = rows("d1");
    List<Long> d3 = rows("d3");
    CommitId before = study.head();

    RestorePlan plan = restoring((opened, restoration) -> restoration.plan("d1"));

    assertThat(study.head()).isEqualTo(before);
    assertThat(plan.shows()).contains("d3");
    assertThat(plan.delivery()).isEqualTo("d1");
    assertThat(plan.tables())
        .extracting(TableMove::table, TableMove::kind, TableMove::rowsNow, TableMove::rowsThen)
        .containsExactly(
            tuple("base.ae", TableMove.Kind.DROPPED, 1L, 0L),
            tuple("base.dm", TableMove.Kind.CHANGED, 3L, 2L),
            tuple("base.sv", TableMove.Kind.CHANGED, 3L, 2L),
            tuple("raw.ae", TableMove.Kind.DROPPED, 1L, 0L),
            tuple("raw.dm", TableMove.Kind.CHANGED, 3L, 2L),
            tuple("raw.sv", TableMove.Kind.CHANGED, 3L, 2L));
    assertThat(plan.members())
        .contains(new MemberMove("patient", 3, 2, 1, 0), new MemberMove("location", 1, 1, 0, 0));

    CommitId restored = restore("d1");

    assertThat(study.head()).isEqualTo(restored);
    assertThat(rows("main")).isEqualTo(d1);
    assertThat(rows("d1")).isEqualTo(d1);
    assertThat(rows("d3")).isEqualTo(d3);
    assertThat(study.keyMap("main", "patient")).isEqualTo(keys);
    assertThat(study.branches()).containsExactly("main");
    assertMainVerifies();
    Commit commit = restoring((opened, unused) -> opened.store().commit(restored));
    assertThat(commit.message())
        .isEqualTo(
            "Restore main to d1 (commit %s)"
                .formatted(
                    new CommitId(commit.metadata().get(RunMetadata.RESTORED)).abbreviated()));
    assertThat(
            study.query(
                "SELECT delivery, restored_commit, rows, passed, base_commit"
                    + " FROM study.main.meta.deliveries WHERE kind = 'restore' AND run_id = '%s'"
                        .formatted(commit.metadata().get(RunMetadata.RUN))))
        .extracting(row -> List.of(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
        .containsExactly(
            List.of("d1", commit.metadata().get(RunMetadata.RESTORED), 4L, true, before.value()));
    assertThat(
            study.number(
                "SELECT count(*) FROM study.main.meta.deliveries WHERE kind = 'delivery'"
                    + " AND delivery < 'd4' AND revision = 1"))
        .isEqualTo(3);
  }

  @Test
  void whatMainShowsAlreadyIsLeftAsItIs() {
    CommitId restored = restore("d2");

    assertThat(restore("d2")).isEqualTo(restored);
    assertThat(restore(restored.value())).isEqualTo(restored);
    assertThat(study.head()).isEqualTo(restored);
    RestorePlan plan = restoring((opened, restoration) -> restoration.plan("d2"));
    assertThat(plan.nothing()).isTrue();
  }

  @Test
  void aDeliveryThatWasTakenBackIsNoSilentNoOpWhenItComesAgain() {
    restore("d2");
    Path d3 = folder.resolve("incoming").resolve("d3");
    CommitId head = study.head();

    assertThatThrownBy(() -> study.deliver(d3, "d3"))
        .isInstanceOf(DeliveryConflict.class)
        .hasMessage(
            "Cannot deliver d3: it is published with this content as d3, but main was restored"
                + " since then and holds d2. Take main to it with `studylake restore --to d3`, or"
                + " deliver it as revision 2 with --replace.");
    assertThat(study.head()).isEqualTo(head);
    // What is in the history of the restored data is there.
    for (String name : List.of("d1", "d2")) {
      assertThat(study.deliver(folder.resolve("incoming").resolve(name), name))
          .isInstanceOf(DeliveryResult.AlreadyPublished.class);
    }

    restore("d3");

    assertThat(study.deliver(d3, "d3")).isInstanceOf(DeliveryResult.AlreadyPublished.class);
    assertMainVerifies();
  }

  @Test
  void whatIsDeliveredAfterARestoreIsComparedWithTheRestoredDataAndGivesNoKeyTwice() {
    Map<String, Long> keys = study.keyMap("main", "patient");
    restore("d1");
    CommitId restored = study.head();

    DeliveryResult again =
        study.run(
            new DeliveryRequest(
                study.write("d3-again", files("01-001", "01-002", "01-004", "01-005")),
                "d3",
                Optional.empty(),
                true,
                true));

    assertThat(again.tag()).isEqualTo("d3-r2");
    Map<String, Long> after = study.keyMap("main", "patient");
    assertThat(after)
        .containsAllEntriesOf(keys)
        .containsEntry("01-005", keys.size() + 1L)
        .hasSize(keys.size() + 1);
    assertThat(new HashSet<>(after.values())).hasSize(after.size());
    assertThat(
            study.query(
                "SELECT parent_commit FROM study.main.meta.deliveries WHERE delivery = 'd3' AND"
                    + " revision = 2"))
        .extracting(row -> row.getString(0))
        .containsExactly(restored.value());
    deliver("d4", files("01-001", "01-002", "01-004", "01-005", "01-003"));
    assertThat(study.keyMap("main", "patient")).isEqualTo(after);
    assertMainVerifies();
  }

  @Test
  void aReplayAfterARestoreIsOfWhatMainHolds() {
    restore("d2");

    assertThatThrownBy(
            () ->
                study.run(
                    DeliveryRequest.replay(
                        new DeliverySource.Archived(Optional.empty(), "alice", ""), "d3")))
        .isInstanceOf(ReplayRefused.class)
        .hasMessage(
            "Cannot replay d3: main was restored to d2, and does not hold its tables. Replay d2, or"
                + " take main to d3 first: studylake restore --to d3.");
  }

  @Test
  void onlyAPublishedSnapshotWithADeliveryIsRestored() {
    DeliveryResult held =
        study.run(
            new DeliveryRequest(
                study.write("held", files("01-001", "01-002")),
                "held",
                Optional.of("d2"),
                false,
                false));
    String branch = ((DeliveryResult.Loaded) held).branch();
    CommitId first =
        restoring(
            (opened, unused) -> {
              try (var log = opened.store().log(opened.store().require("main"))) {
                return log.reduce((newer, older) -> older).orElseThrow().id();
              }
            });
    CommitId head = study.head();

    assertThatThrownBy(() -> restore(branch))
        .isInstanceOf(DeliveryConflict.class)
        .hasMessage(
            "Cannot restore main to %s: it is no published snapshot, and keys given on a branch are not final. Name a tag, or a commit that `studylake log` shows."
                .formatted(branch));
    assertThatThrownBy(() -> restore(first.value()))
        .isInstanceOf(DeliveryConflict.class)
        .hasMessage(
            "Cannot restore main to %s: it holds no delivery. Name the tag of one; `studylake log` shows them."
                .formatted(first));
    assertThatThrownBy(() -> restore("d9"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageContaining("The nearest is 'd1'.");
    assertThat(study.head()).isEqualTo(head);
    drop(branch);
  }

  private void drop(String branch) {
    try (Study opened = study.open()) {
      opened.store().dropBranch(branch);
    }
  }

  @Test
  void aBranchIsResetToAnotherSnapshotAndMainNever() {
    CommitId d1 = restoring((opened, unused) -> opened.store().require("d1"));
    CommitId d3 = restoring((opened, unused) -> opened.store().require("d3"));
    try (Study opened = study.open();
        Running running = Running.on(opened)) {
      BranchReset reset = new BranchReset(opened);
      opened.store().createBranch("mine", d3);
      opened.store().createExclusively("mine", "notes.txt", new byte[] {1});

      ResetPlan plan = reset.plan("mine", "d1");
      assertThat(plan.tables())
          .contains(
              new TableMove("raw.ae", TableMove.Kind.DROPPED, 1, 0),
              new TableMove("keys.patient", TableMove.Kind.CHANGED, 4, 2));
      try (Posted notice = running.post("deliver d9")) {
        notice.owns("mine");
        assertThatThrownBy(() -> reset.execute(plan))
            .isInstanceOf(BranchInUse.class)
            .hasMessage(
                "Cannot reset mine: %s is at work on it. Wait until that ends, or stop it."
                    .formatted(notice.notice().words()));
      }
      assertThat(opened.store().require("mine")).isEqualTo(d3);

      reset.execute(plan);

      assertThat(opened.store().require("mine")).isEqualTo(d1);
      assertThat(opened.store().read(new View.Staged("mine"), "notes.txt")).isEmpty();
      assertThatThrownBy(() -> reset.execute(plan)).isInstanceOf(BranchMovedException.class);
      assertThatThrownBy(() -> reset.plan("main", "d1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot reset main: it holds what is published, and only goes on. Show older data"
                  + " again with `studylake restore --to d1`, which keeps every key.");
      assertThatThrownBy(() -> reset.plan("d1", "d2")).isInstanceOf(RefNotFoundException.class);
      opened.store().dropBranch("mine");
    }
  }

  @Test
  void aPlanThatMainMovedAwayFromIsNotDone() {
    RestorePlan plan = restoring((opened, restoration) -> restoration.plan("d1"));
    CommitId moved = restore("d2");

    assertThatThrownBy(() -> restoring((opened, restoration) -> restoration.execute(plan)))
        .isInstanceOf(MainMoved.class)
        .hasMessage(
            "Cannot restore main to d1: Snapshot d2 was published meanwhile (%s). Look at what it would change now, and run it again."
                .formatted(moved.abbreviated()));
    assertThat(study.head()).isEqualTo(moved);
    assertThat(study.branches()).containsExactly("main");
  }

  @Test
  void ofTwoAtOnceOneRestores() throws Exception {
    RestorePlan plan = restoring((opened, restoration) -> restoration.plan("d1"));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<CommitId> done = new ArrayList<>();
    List<Throwable> refused = new ArrayList<>();
    try {
      Callable<CommitId> one = () -> restoring((opened, restoration) -> restoration.execute(plan));
      for (Future<CommitId> result : threads.invokeAll(List.of(one, one))) {
        try {
          done.add(result.get());
        } catch (ExecutionException e) {
          refused.add(e.getCause());
        }
      }
    } finally {
      threads.shutdown();
    }

    assertThat(done).containsExactly(study.head());
    assertThat(refused).hasSize(1).first().isInstanceOf(MainMoved.class);
    assertThat(study.branches()).containsExactly("main");
    assertMainVerifies();
  }

  @Test
  void whatAKilledRestoreLeftIsHarmless() {
    String left =
        restoring(
            (opened, unused) -> {
              RunId run = RunId.next(Instant.now());
              opened
                  .branch(
                      run,
                      "restore",
                      opened.store().require("main"),
                      Optional.of(opened.store().require("d1")),
                      () -> null)
                  .close();
              return "restore-" + run;
            });

    restore("d1");

    assertThat(study.branches()).containsExactly("main", left);
    assertMainVerifies();
    drop(left);
  }
}
