package io.studylake.version.local;

import static io.studylake.version.VersionStore.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.studylake.version.AmbiguousWriteException;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening a lake, and what is said when a file of it cannot be used. */
class LakeTest {
  @TempDir Path lake;

  @Test
  void aLakeHoldsSeveralStudiesThatKnowNothingOfEachOther() {
    try (VersionStore pilot = LocalVersionStore.openOrCreate(lake, "pilot");
        VersionStore second = LocalVersionStore.openOrCreate(lake, "second")) {
      pilot.createBranch("work", pilot.require(MAIN));

      assertThat(second.branches()).containsExactly(MAIN);
      assertThat(pilot.uri()).isEqualTo(lake.toUri() + "versions/pilot.git/");
    }
  }

  @Test
  void aStudyIsFoundAgain() {
    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      store.createTag("d1", store.require(MAIN));
    }

    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      assertThat(store.tags()).containsExactly("d1");
    }
  }

  @Test
  void openingCreatesNothing() {
    Path missing = lake.resolve("missing");

    assertThatThrownBy(() -> LocalVersionStore.open(missing, "pilot"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessage(
            "Cannot open study 'pilot' in %s: there is no lake (lake.json is missing). Check the"
                    .formatted(missing)
                + " folder; a delivery, or `studylake init`, makes a lake.");
    assertThat(missing).doesNotExist();
  }

  @Test
  void aStudyThatIsNotThereNamesTheNearestThatIs() {
    LocalVersionStore.openOrCreate(lake, "pilot-2026").close();

    assertThatThrownBy(() -> LocalVersionStore.open(lake, "pilot-2062"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessage(
            "Cannot open study 'pilot-2062' in %s: there is no such study. The nearest is"
                    .formatted(lake)
                + " 'pilot-2026'. A delivery, or `studylake init`, makes a new one.");
  }

  @Test
  void theNameOfAStudyIsChecked() {
    assertThatThrownBy(() -> LocalVersionStore.openOrCreate(lake, "../Pilot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'../Pilot' cannot name a study");
  }

  @Test
  void aNewerFormatIsRefused() throws Exception {
    Files.writeString(lake.resolve("lake.json"), "{\"format\": 2, \"more\": {\"a\": [1]}}");

    for (Opening opening : openings()) {
      assertThatThrownBy(() -> opening.open(lake))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage(
              "Cannot open the lake at %s: it has format 2, this program knows up to 1. Use a newer"
                      .formatted(lake)
                  + " studylake.");
    }
  }

  @Test
  void aLakeFileThatHoldsSomethingElseIsRefused() throws Exception {
    Path file = lake.resolve("lake.json");
    for (String content : new String[] {"", "[]", "{}", "{\"format\": \"x\"}", "{\"format\""}) {
      Files.writeString(file, content);

      assertThatThrownBy(() -> LocalVersionStore.openOrCreate(lake, "pilot"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage(
              "Cannot open the lake: %s does not hold what studylake writes, {\"format\":1}."
                      .formatted(file)
                  + " Restore it.");
    }
  }

  @Test
  void aFileIsNoLake() throws Exception {
    Path file = Files.writeString(lake.resolve("file"), "");

    for (Opening opening : openings()) {
      assertThatThrownBy(() -> opening.open(file))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage("Cannot open a lake at %s: it is a file. Name a folder.".formatted(file));
    }
  }

  @Test
  void aFileAmongTheParentsOfALakeIsNamed() throws Exception {
    Path file = Files.writeString(lake.resolve("file"), "");

    assertThatThrownBy(() -> LocalVersionStore.openOrCreate(file.resolve("lake"), "pilot"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Cannot");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() {
    assumeThat(lake.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(lake)).as("root writes everywhere").isFalse();

    assertThatThrownBy(() -> LocalVersionStore.openOrCreate(lake, "pilot"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage(
            "Cannot open study 'pilot' in %1$s: no permission for %1$s/versions. Check that the"
                    .formatted(lake)
                + " folder can be read and written and that its disk is not full.");
  }

  @Test
  void aStudyThatCannotBeWrittenCanBeRead() throws Exception {
    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot");
        Stream<Path> folders = Files.walk(lake).filter(Files::isDirectory)) {
      store.createExclusively(MAIN, "a", new byte[] {1});
      store.commit(MAIN, "Add a", Map.of());
      folders.forEach(folder -> assertThat(folder.toFile().setWritable(false)).isTrue());
    }
    assumeThat(Files.isWritable(lake)).as("root writes everywhere").isFalse();

    try (VersionStore store = LocalVersionStore.open(lake, "pilot")) {
      assertThat(store.log(store.require(MAIN))).hasSize(2);
      assertThat(store.read(new View.Staged(MAIN), "a")).isPresent();
      assertThatThrownBy(() -> store.createExclusively(MAIN, "b", new byte[] {1}))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("Cannot create b in %s: ".formatted(repository()))
          .hasMessageEndingWith(
              "Check that the folder can be read and written and that its disk is not full.");
      assertThatThrownBy(() -> store.createTag("d1", store.require(MAIN)))
          .isInstanceOf(StoreUnavailableException.class);
    } finally {
      makeWritable();
    }
  }

  @Test
  void anObjectThatIsDamagedIsReportedWithWhatWasRead() throws Exception {
    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      store.createExclusively(MAIN, "a", new byte[] {1});
      try (Stream<Path> objects = Files.walk(repository().resolve("objects"))) {
        for (Path object : objects.filter(Files::isRegularFile).toList()) {
          Files.delete(object);
        }
      }

      assertThatThrownBy(() -> store.read(new View.Staged(MAIN), "a"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageStartingWith("Cannot read a in %s: Missing".formatted(repository()))
          .hasMessageEndingWith(
              "Check that the folder can be read and written and that its disk is not full.");
    }
  }

  @Test
  void aStagedWriteOfWhichTheEndIsNotKnownIsAmbiguous() throws Exception {
    try (VersionStore store = LocalVersionStore.openOrCreate(lake, "pilot")) {
      Files.writeString(repository().resolve("refs/staged"), "a file where a folder has to be");

      assertThatThrownBy(() -> store.createExclusively(MAIN, "a", new byte[] {1}))
          .isInstanceOf(AmbiguousWriteException.class)
          .hasMessageStartingWith("Cannot tell whether a was staged on branch 'main': ")
          .hasMessageEndingWith(" Read it back.");
    }
  }

  private interface Opening {
    VersionStore open(Path lake);
  }

  private static Opening[] openings() {
    return new Opening[] {
      folder -> LocalVersionStore.open(folder, "pilot"),
      folder -> LocalVersionStore.openOrCreate(folder, "pilot")
    };
  }

  private void makeWritable() throws IOException {
    try (Stream<Path> folders = Files.walk(lake).filter(Files::isDirectory)) {
      folders.forEach(folder -> assertThat(folder.toFile().setWritable(true)).isTrue());
    }
  }

  private Path repository() {
    return lake.resolve("versions/pilot.git");
  }
}
