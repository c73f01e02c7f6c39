package io.studylake.vacuum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.progress.Progress;
import io.studylake.running.Posted;
import io.studylake.running.Running;
import io.studylake.version.CommitId;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a vacuum deletes and what it leaves, on every store. */
abstract class VacuumContract {
  /** An empty study of its own. */
  abstract TableHistory study(long seed);

  abstract int histories();

  private static Vacuum vacuum(TableHistory study) {
    return new Vacuum(study.study(), Duration.ZERO, Progress.SILENT);
  }

  private static Outcome run(TableHistory study) {
    try (Vacuum vacuum = vacuum(study)) {
      return vacuum.execute(vacuum.plan());
    }
  }

  /** A branch from main with a table on it, committed. */
  private static void branch(TableHistory study, String name) {
    VersionStore store = study.study().store();
    store.createBranch(name, store.require(VersionStore.MAIN));
    study.write(name, "dm");
    store.commit(name, "load", Map.of());
  }

  @Test
  void inHistoriesMadeUpByChanceWhatARefReachesStaysReadableAndTheRestGoes() {
    for (int seed = 0; seed < histories(); seed++) {
      try (TableHistory history = study(seed)) {
        for (int part = 0; part < 2; part++) {
          history.steps(20);
          assertVacuumed(history, "history %d, part %d".formatted(seed, part));
        }
      }
    }
  }

  private static void assertVacuumed(TableHistory history, String which) {
    Map<String, List<String>> before = history.everything();
    try (Vacuum vacuum = vacuum(history)) {
      Plan plan = vacuum.plan();
      Outcome outcome = vacuum.execute(plan);
      assertThat(outcome.files()).as(which).isEqualTo(plan.count());
      assertThat(outcome.left()).as(which).isEmpty();
      assertThat(plan.unknown()).as(which).isEmpty();
    }
    assertThat(history.everything()).as(which).isEqualTo(before);
    Set<String> needed = history.needed();
    assertThat(needed).as(which).containsAll(history.there());
    assertThat(history.lost()).as(which).noneMatch(history::exists);
  }

  @Test
  void aPlanTellsWhatIsFreedAndDeletesNothing() {
    try (TableHistory study = study(1);
        Vacuum vacuum = vacuum(study)) {
      branch(study, "look");
      study.study().store().dropBranch("look");
      study.archived();
      study.file(study.study().folder() + "/raw/notes.txt");
      Set<String> there = study.there();

      Plan plan = vacuum.plan();

      assertThat(plan.freed())
          .extracting(Freed::table, Freed::kind)
          .contains(
              org.assertj.core.groups.Tuple.tuple("archive", "archived file"),
              org.assertj.core.groups.Tuple.tuple("raw.dm", "metadata"),
              org.assertj.core.groups.Tuple.tuple("raw.dm", "manifest list"),
              org.assertj.core.groups.Tuple.tuple("raw.dm", "manifest"),
              org.assertj.core.groups.Tuple.tuple("raw.dm", "data"));
      assertThat(plan.count()).isEqualTo(there.size() - 1);
      assertThat(plan.freed().stream().mapToLong(Freed::bytes).sum()).isEqualTo(plan.bytes());
      assertThat(plan.unknown()).containsExactly("raw/notes.txt");
      assertThat(study.there()).isEqualTo(there);

      vacuum.execute(plan);
      assertThat(study.there()).singleElement().asString().endsWith("/raw/notes.txt");
    }
  }

  @Test
  void whatIsYoungerThanTheSafetyAgeStays() {
    try (TableHistory study = study(1);
        Vacuum vacuum = new Vacuum(study.study(), Duration.ofDays(7), Progress.SILENT)) {
      study.archived();

      Plan plan = vacuum.plan();

      assertThat(plan.count()).isZero();
      assertThat(plan.kept().young()).isEqualTo(1);
      assertThat(plan.kept().youngBytes()).isEqualTo(3);
    }
  }

  @Test
  void whatIsOnlyStagedStays() {
    try (TableHistory study = study(1)) {
      VersionStore store = study.study().store();
      store.createBranch("work", store.require(VersionStore.MAIN));
      study.write("work", "dm");
      Map<String, List<String>> before = study.everything();

      run(study);

      assertThat(before).containsKey("work dm");
      assertThat(study.everything()).isEqualTo(before);
    }
  }

  @Test
  void whileARunIsAtWorkArchivedFilesStayAndWhatItMayHaveWritten() {
    try (TableHistory study = study(1)) {
      String archived = study.archived();
      branch(study, "look");
      study.study().store().dropBranch("look");
      Set<String> there = study.there();
      try (Running running = Running.on(study.study());
          Vacuum vacuum = vacuum(study)) {
        Plan plan = vacuum.plan();
        try (Posted run = running.post("deliver d4")) {
          Outcome outcome = vacuum.execute(plan);

          assertThat(outcome.files()).isZero();
          assertThat(outcome.left())
              .satisfiesExactly(
                  first ->
                      assertThat(first)
                          .startsWith("1 archived files, since deliver d4 (process ")
                          .endsWith(" is at work: run it again afterwards"),
                  second -> assertThat(second).contains("files of tables, since a run is at work"));
          assertThat(study.there()).isEqualTo(there);
        }
      }

      assertThat(run(study).files()).isEqualTo(there.size());
      assertThat(study.exists(archived)).isFalse();
    }
  }

  @Test
  void aDroppedBranchIsMadeAgainWholeOrNotAtAll() {
    try (TableHistory study = study(1);
        Running running = Running.on(study.study());
        Vacuum vacuum = vacuum(study)) {
      branch(study, "look");
      VersionStore store = study.study().store();
      CommitId commit = store.require("look");
      store.dropBranch("look");
      Set<String> there = study.there();
      Plan plan = vacuum.plan();
      Duration patience = Duration.ofMillis(100);

      try (Hold hold = Hold.on(study.study(), commit, "branch", "again")) {
        assertThat(vacuum.execute(plan).left())
            .singleElement()
            .asString()
            .startsWith("%,d files of tables, since branch again (process ".formatted(there.size()))
            .endsWith(" is at work: run it again afterwards");
        assertThat(study.there()).isEqualTo(there);
      }
      try (Posted other = running.post(Notices.OF_TABLES)) {
        assertThatThrownBy(() -> Hold.on(study.study(), commit, "branch again", patience))
            .isInstanceOf(AtWorkException.class)
            .hasMessage(
                "Cannot branch again: %s has been going on for more than 0 s. Wait for it, or stop it, and run this again."
                    .formatted(other.notice().words()));
      }
      assertThat(vacuum.execute(plan).files()).isEqualTo(there.size());
      assertThatThrownBy(() -> Hold.on(study.study(), commit, "branch", "again"))
          .isInstanceOf(RefNotFoundException.class)
          .hasMessageStartingWith(
              "Cannot branch again: no ref reaches commit %s, and a vacuum has taken "
                  .formatted(commit.abbreviated()));
      assertThat(running.atWork()).isEmpty();
    }
  }

  @Test
  void whatARefNamesNeedsNoHold() {
    try (TableHistory study = study(1);
        Running running = Running.on(study.study())) {
      branch(study, "look");
      CommitId commit = study.study().store().require("look");

      try (Hold hold = Hold.on(study.study(), commit, "branch", "again")) {
        assertThat(running.atWork()).isEmpty();
      }
    }
  }

  @Test
  void twoVacuumsAtOnceAreOne() {
    try (TableHistory study = study(1);
        Running running = Running.on(study.study());
        Posted other = running.post(Notices.OF_TABLES)) {
      String archived = study.archived();

      assertThatThrownBy(() -> run(study))
          .isInstanceOf(AtWorkException.class)
          .hasMessage(
              "Cannot vacuum: %s is going on already. Wait for it, or stop it, and run this again."
                  .formatted(other.notice().words()));
      assertThat(study.exists(archived)).isTrue();
    }
  }

  @Test
  void aDeliveryWaitsForTheEndOfAVacuumOfArchivedFiles() throws Exception {
    try (TableHistory study = study(1);
        Running running = Running.on(study.study())) {
      List<String> told = new ArrayList<>();
      Progress progress =
          new Progress() {
            @Override
            public void note(String text) {
              told.add(text);
            }
          };
      Posted vacuum = running.post(Notices.OF_ARCHIVE);
      Duration patience = Duration.ofMillis(100);

      assertThatThrownBy(() -> Notices.awaitArchive(running, patience, "deliver d4", progress))
          .isInstanceOf(AtWorkException.class)
          .hasMessage(
              "Cannot deliver d4: %s has been going on for more than 0 s. Wait for it, or stop it, and run this again."
                  .formatted(vacuum.notice().words()));
      Thread end =
          new Thread(
              () -> {
                try {
                  Thread.sleep(700);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                vacuum.close();
              });
      end.start();
      Notices.awaitArchive(running, Duration.ofMinutes(1), "deliver d4", progress);
      end.join();

      assertThat(told).contains("Waiting for the end of %s.".formatted(vacuum.notice().words()));
    }
  }

  @Test
  void aStudyWithADamagedPointerIsLeftAsItIs() {
    try (TableHistory study = study(1)) {
      branch(study, "look");
      String archived = study.archived();
      VersionStore store = study.study().store();
      String top =
          store.list(new View.Committed(store.require("look")), "tables/raw/dm/", 1).get(0).path();
      store.remove("look", top);
      store.createExclusively("look", top, "{}".getBytes(StandardCharsets.UTF_8));
      store.commit("look", "by hand", Map.of());

      assertThatThrownBy(() -> run(study))
          .isInstanceOf(BrokenStudyException.class)
          .hasMessageStartingWith("Cannot vacuum: Cannot read pointer %s".formatted(top))
          .hasMessageEndingWith("So nothing is deleted; run `studylake verify --all-refs`.");
      assertThat(study.exists(archived)).isTrue();
    }
  }

  @Test
  void aStudyWithoutADeliveryHasNothingToFree() {
    try (TableHistory study = study(1)) {
      assertThat(run(study).files()).isZero();
    }
  }
}
