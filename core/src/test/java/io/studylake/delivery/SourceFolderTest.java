package io.studylake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.delivery.SourceFolder.Ignored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {
  private static final FileNames NAMES =
      new FileNames(List.of("contents.csv", "contents_simple.csv"), "");

  @TempDir private Path folder;

  private SourceFolder open(String... files) throws IOException {
    for (String file : files) {
      Files.createFile(folder.resolve(file));
    }
    return SourceFolder.open(folder, NAMES);
  }

  private SourceFolder openNamed(String pattern, String... files) throws IOException {
    for (String file : files) {
      Files.createFile(folder.resolve(file));
    }
    return SourceFolder.open(folder, new FileNames(NAMES.contents(), pattern));
  }

  @Test
  void datasetsAreTheCsvFilesByLowerCaseName() throws IOException {
    Files.createDirectory(folder.resolve("old.csv"));

    SourceFolder source = open("contents.csv", "VS.CSV", "ae.csv", "readme.txt", ".ae.csv.swp");

    assertThat(source.contents()).isEqualTo(folder.resolve("contents.csv"));
    assertThat(source.datasets().keySet()).containsExactly("ae", "vs");
    assertThat(source.datasets()).containsEntry("vs", folder.resolve("VS.CSV"));
    assertThat(source.ignored())
        .containsExactly(new Ignored("readme.txt", "neither contents nor a dataset"));
  }

  @Test
  void theFirstWantedContentsFileIsTakenAndTheOthersAreIgnored() throws IOException {
    SourceFolder source = open("contents_simple.csv", "CONTENTS.CSV", "ae.csv");

    assertThat(source.contents()).isEqualTo(folder.resolve("CONTENTS.CSV"));
    assertThat(source.datasets().keySet()).containsExactly("ae");
    assertThat(source.ignored())
        .containsExactly(new Ignored("contents_simple.csv", "neither contents nor a dataset"));
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    Path missing = folder.resolve("d9");

    assertThatThrownBy(() -> SourceFolder.open(missing, NAMES))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage("Cannot read %s: there is no such folder.".formatted(missing));
  }

  @Test
  void aFileIsNoDelivery() throws IOException {
    Path file = Files.createFile(folder.resolve("d1.zip"));

    assertThatThrownBy(() -> SourceFolder.open(file, NAMES))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: it is a file. Name the folder that holds the delivery."
                .formatted(file));
  }

  @Test
  void aFolderWithoutContentsIsRefused() {
    assertThatThrownBy(() -> open("ae.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: there is no contents file (contents.csv, contents_simple.csv) that"
                    .formatted(folder)
                + " gives the columns' types. Ask the sponsor for the output of PROC CONTENTS, or"
                + " name the file in studylake.delivery.contents.");
  }

  @Test
  void aFolderWithoutDatasetIsRefused() {
    assertThatThrownBy(() -> open("contents.csv", "readme.txt"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage("Cannot read %s: there is no dataset file (*.csv) in it.".formatted(folder));
  }

  @Test
  void aFileWhoseNameIsNoDatasetIsRefused() {
    assertThatThrownBy(() -> open("contents.csv", "ae (1).csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: 'ae (1).csv' is no dataset name (letters, digits and '_', a letter"
                    .formatted(folder)
                + " first). Rename the file or take it out of the folder.");
  }

  @Test
  void twoFilesForOneDatasetAreRefused() {
    assertThatThrownBy(() -> open("contents.csv", "AE.csv", "ae.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: AE.csv and ae.csv are both dataset ae. Keep one of them."
                .formatted(folder));
  }

  @Test
  void aPatternSaysWhichPartOfTheNameIsTheDataset() throws IOException {
    SourceFolder source =
        openNamed(
            "STUDY_(?<dataset>[A-Za-z0-9]+)_\\d{8}",
            "contents.csv", "STUDY_AE_20240131.csv", "STUDY_lb_20240130.CSV", "STUDY_VS_draft.csv");

    assertThat(source.datasets())
        .containsOnly(
            Map.entry("ae", folder.resolve("STUDY_AE_20240131.csv")),
            Map.entry("lb", folder.resolve("STUDY_lb_20240130.CSV")));
    assertThat(source.ignored())
        .containsExactly(
            new Ignored("STUDY_VS_draft.csv", "not named as delivery.file-pattern says"));
  }

  @Test
  void twoFilesWhosePatternGivesOneDatasetAreRefused() {
    assertThatThrownBy(
            () ->
                openNamed(
                    "(?<dataset>[A-Z]+)_\\d{8}",
                    "contents.csv", "AE_20240131.csv", "AE_20240228.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: AE_20240131.csv and AE_20240228.csv are both dataset ae. Keep one of them.",
            folder);
  }

  @Test
  void aPatternThatNoNameMatchesIsSaid() {
    assertThatThrownBy(() -> openNamed("AE_(?<dataset>.+)", "contents.csv", "dm.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: there is no dataset file in it whose name without .csv is as studylake.delivery.file-pattern says, AE_(?<dataset>.+).",
            folder);
  }

  @Test
  void whatAPatternTakesOutOfANameHasToBeADatasetName() {
    assertThatThrownBy(() -> openNamed("(?<dataset>.+)_v1", "contents.csv", "a b_v1.csv"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: 'a b_v1.csv' is no dataset name (letters, digits and '_', a letter first). Rename the file or take it out of the folder.",
            folder);
  }
}
