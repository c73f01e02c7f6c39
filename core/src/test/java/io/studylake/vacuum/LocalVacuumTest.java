package io.studylake.vacuum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.progress.Progress;
import io.studylake.testing.NeedsSmallDisk;
import io.studylake.testing.SmallDisk;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the embedded store, in a folder. */
class LocalVacuumTest extends VacuumContract {
  @TempDir private Path folder;

  @Override
  TableHistory study(long seed) {
    return in(folder, "study-" + UUID.randomUUID().toString().substring(0, 8), seed);
  }

  private static TableHistory in(Path lake, String name, long seed) {
    return new TableHistory(Map.of("studylake.local.path", lake.toString()), name, seed);
  }

  /** More with {@code -Dstudylake.vacuum.histories=500}. */
  @Override
  int histories() {
    return Integer.getInteger("studylake.vacuum.histories", 8);
  }

  private static Outcome run(TableHistory study) {
    try (Vacuum vacuum = new Vacuum(study.study(), Duration.ZERO, Progress.SILENT)) {
      return vacuum.execute(vacuum.plan());
    }
  }

  private static void dropped(TableHistory study) {
    VersionStore store = study.study().store();
    store.createBranch("look", store.require(VersionStore.MAIN));
    study.write("look", "dm");
    store.commit("look", "load", Map.of());
    store.dropBranch("look");
  }

  @Test
  void theFolderOfATableThatNoRefHasGoes() throws IOException {
    try (TableHistory study = study(1)) {
      dropped(study);

      Outcome outcome = run(study);

      assertThat(outcome.folders()).isEqualTo(1);
      Path raw = Path.of(StudyFolder.plain(study.study().folder()), "raw");
      try (var tables = Files.list(raw)) {
        assertThat(tables).isEmpty();
      }
    }
  }

  @Test
  void aStudyWithAMetadataFileThatIsGoneIsLeftAsItIs() throws IOException {
    try (TableHistory study = study(1)) {
      VersionStore store = study.study().store();
      store.createBranch("look", store.require(VersionStore.MAIN));
      study.write("look", "dm");
      store.commit("look", "load", Map.of());
      String archived = study.archived();
      Path metadata =
          study.there().stream()
              .filter(file -> file.endsWith(".metadata.json"))
              .map(Path::of)
              .findFirst()
              .orElseThrow();
      Files.delete(metadata);

      assertThatThrownBy(() -> run(study))
          .isInstanceOf(BrokenStudyException.class)
          .hasMessageContaining("metadata file file://%s cannot be read (".formatted(metadata));
      assertThat(study.exists(archived)).isTrue();
    }
  }

  @Test
  void aWarehouseUnderAnotherNameThanSnapshotsNameItIsLeftAsItIs() throws IOException {
    Path lake = folder.resolve("lake");
    try (TableHistory study = in(lake, "pilot", 1)) {
      VersionStore store = study.study().store();
      store.createBranch("look", store.require(VersionStore.MAIN));
      study.write("look", "dm");
    }
    Path other = Files.createSymbolicLink(folder.resolve("other"), lake);

    try (TableHistory study = in(other, "pilot", 1)) {
      assertThatThrownBy(() -> run(study))
          .isInstanceOf(CannotVacuumException.class)
          .hasMessageStartingWith(
              "Cannot vacuum %s/warehouse/pilot: snapshots of the study name files elsewhere, file://%s/"
                  .formatted(other, lake));
    }
  }

  @Test
  void killedInTheMiddleAndRunAgainItGoesOn() throws Exception {
    Path lake = folder.resolve("lake");
    try (TableHistory study = in(lake, "pilot", 3)) {
      study.steps(15);
      for (int i = 0; i < 3_000; i++) {
        Files.createFile(orphan(study));
      }
      var before = study.everything();

      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "@" + Path.of("..", "spark-submit", "java.options"),
                  "-cp",
                  System.getProperty("java.class.path"),
                  VacuumProcess.class.getName(),
                  lake.toString(),
                  "pilot")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader said = process.inputReader()) {
        assertThat(said.readLine()).contains(" files deleted");
        process.destroyForcibly();
      }
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(study.everything()).isEqualTo(before);
      Outcome again = run(study);

      assertThat(again.files()).isPositive();
      assertThat(again.left()).isEmpty();
      assertThat(study.needed()).containsAll(study.there());
      assertThat(study.everything()).isEqualTo(before);
    }
  }

  private static Path orphan(TableHistory study) throws IOException {
    String half = UUID.randomUUID().toString().replace("-", "");
    return Files.createDirectories(Path.of(study.study().archive())).resolve(half + half);
  }

  @Test
  @NeedsSmallDisk
  void aFullDiskIsFreed() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 16);
        TableHistory study = in(disk.folder(), "pilot", 3)) {
      study.steps(15);
      dropped(study);
      Files.write(orphan(study), new byte[2 << 20]);
      var before = study.everything();
      disk.fill(0);

      Outcome outcome = run(study);

      assertThat(outcome.bytes()).isGreaterThan(2 << 20);
      assertThat(outcome.left()).isEmpty();
      assertThat(study.needed()).containsAll(study.there());
      assertThat(study.everything()).isEqualTo(before);
    }
  }

  @Test
  @NeedsSmallDisk
  void aFolderThatMayOnlyBeReadIsSaidAndNothingIsDeleted() {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 16);
        TableHistory study = in(disk.folder(), "pilot", 3)) {
      dropped(study);
      var before = study.there();
      disk.readOnly(disk.folder().resolve("warehouse"));

      assertThatThrownBy(() -> run(study))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("Cannot delete file://")
          .hasMessageContaining("Read-only file system")
          .hasMessageEndingWith(
              "0 files are deleted; let this user write there and run it again, and the rest is.");
      assertThat(study.there()).isEqualTo(before);
    }
  }
}
