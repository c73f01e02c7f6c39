package io.studylake.run;

import static io.studylake.version.VersionStore.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.catalog.RefCatalog;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.provenance.Provenance;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else writes to a run's branch, or the store loses what the run wrote. */
class DisturbedBranchTest {
  @TempDir private Path folder;
  private StudyFixture study;
  private CommitId before;

  @BeforeEach
  void openTheStudy() {
    study = new StudyFixture(folder);
    try (Study opened = study.open()) {
      before = opened.store().require(MAIN);
    }
  }

  @Test
  void aFileThatSomebodyElseStagedIsNotPublished() {
    assertThatThrownBy(
            () ->
                deliver(
                    (opened, branch) ->
                        opened.store().createExclusively(branch, "notes.txt", new byte[] {1})))
        .isInstanceOf(BranchDisturbed.class)
        .hasMessageMatching(
            "Cannot publish d1: somebody else wrote to branch d1-\\S+ of this run \\(notes.txt\\)."
                + " Nothing was published; run it again, and let nobody write to the branch of a"
                + " run.");

    assertThat(study.head()).isEqualTo(before);
    assertKeptBranchIsNoPassedRun();
    assertThat(study.deliver(dm(), "d1")).isInstanceOf(DeliveryResult.Loaded.class);
  }

  @Test
  void aTableThatSomebodyElseEmptiedIsNotPublished() {
    assertThatThrownBy(() -> deliver(DisturbedBranchTest::emptyBase))
        .isInstanceOf(BranchDisturbed.class)
        .hasMessageContaining("tables/base/dm/");

    assertThat(study.head()).isEqualTo(before);
    assertKeptBranchIsNoPassedRun();
  }

  @Test
  void aRunWhoseWriteWasLostPublishesNothingAndItsBranchMayNotBePublished() {
    assertThatThrownBy(
            () ->
                deliver(
                    (opened, branch) ->
                        opened
                            .store()
                            .list(new View.Staged(branch), "tables/base/dm/", 1)
                            .forEach(entry -> opened.store().remove(branch, entry.path()))))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("lacks what the run wrote to tables/base/dm/")
        .hasMessageEndingWith("Nothing was published; run it again.");

    assertThat(study.head()).isEqualTo(before);
    assertKeptBranchIsNoPassedRun();
  }

  @Test
  void aDeliveryHeldBackAndMergedByHandIsFoundAgain() {
    DeliveryResult.Loaded held =
        (DeliveryResult.Loaded)
            study.run(new DeliveryRequest(dm(), "d1", Optional.empty(), false, false));
    CommitId merged;
    try (Study opened = study.open()) {
      merged = opened.store().merge(held.branch(), MAIN, "By hand", Map.of()).id();
    }

    DeliveryResult again = study.deliver(dm(), "d1");

    assertThat(again).isEqualTo(new DeliveryResult.AlreadyPublished("d1", merged, true));
    try (Study opened = study.open()) {
      assertThat(opened.store().resolve("d1")).contains(merged);
    }
  }

  @Test
  void anOlderSnapshotOfTheSameDataIsTakenUpWithoutACommit() {
    study.deliver(dm(), "d1");
    study.deliver(dm(), "d1b");

    DeliveryResult result =
        study.run(
            new DeliveryRequest(
                write("d2", "01-001,701\n01-002,702\n"), "d2", Optional.of("d1"), true, false));

    assertThat(result).isInstanceOf(DeliveryResult.Loaded.class);
    assertThat(study.number("SELECT count(*) FROM study.main.base.dm")).isEqualTo(2);
  }

  private void assertKeptBranchIsNoPassedRun() {
    try (Study opened = study.open()) {
      String kept =
          opened.store().branches().stream().filter(b -> b.startsWith("d1-")).findFirst().get();
      assertThat(
              opened.store().list(new View.Committed(opened.store().require(kept)), "failures/", 9))
          .extracting(Entry::path)
          .singleElement()
          .asString()
          .matches("failures/\\S+\\.json");
      opened.store().createBranch("trial", before);
      assertThat(
              new Provenance(opened.store())
                  .flaw(opened.store().merge(kept, "trial", "By hand", Map.of())))
          .isPresent();
      opened.store().dropBranch("trial");
    }
  }

  private static void emptyBase(Study opened, String branch) {
    try (RefCatalog catalog = opened.catalog(Optional.of(branch))) {
      catalog
          .loadTable(TableIdentifier.of(Namespace.of(branch, "base"), "dm"))
          .newDelete()
          .deleteFromRowFilter(Expressions.alwaysTrue())
          .commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Delivers, and lets somebody else at the run's branch when it begins to publish. */
  private DeliveryResult deliver(BiConsumer<Study, String> somebody) {
    return study.run(
        new DeliveryRequest(dm(), "d1", Optional.empty(), true, false),
        new Progress() {
          @Override
          public void step(String step, String detail) {
            if (step.equals("Publish")) {
              try (Study opened = study.open()) {
                String branch =
                    opened.store().branches().stream()
                        .filter(b -> b.startsWith("d1-"))
                        .findFirst()
                        .get();
                somebody.accept(opened, branch);
              }
            }
          }
        });
  }

  private Path dm() {
    return write("d1", "01-001,701\n");
  }

  private Path write(String name, String rows) {
    return study.write(
        name,
        Map.of(
            "contents.csv",
            "dataset,column,type\nDM,USUBJID,char\nDM,SITEID,char\n",
            "dm.csv",
            "USUBJID,SITEID\n" + rows));
  }
}
