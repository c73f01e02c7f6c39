package io.studylake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {
  private static final List<String> CONTENTS = List.of("contents.csv", "contents_simple.csv");

  @TempDir private Path folder;

  private SourceFolder open(String... files) throws IOException {
    for (String file : files) {
      Files.createFile(folder.resolve(file));
    }
    return SourceFolder.open(folder, CONTENTS);
  }

  @Test
  void datasetsAreTheCsvFilesByLowerCaseName() throws IOException {
    Files.createDirectory(folder.resolve("old.csv"));

    SourceFolder source = open("contents.csv", "VS.CSV", "ae.csv", "readme.txt", ".ae.csv.swp");

    assertThat(source.contents()).isEqualTo(folder.resolve("contents.csv"));
    assertThat(source.datasets().keySet()).containsExactly("ae", "vs");
    assertThat(source.datasets()).containsEntry("vs", folder.resolve("VS.CSV"));
    assertThat(source.ignored()).containsExactly("readme.txt");
  }

  @Test
  void theFirstWantedContentsFileIsTakenAndTheOthersAreIgnored() throws IOException {
    SourceFolder source = open("contents_simple.csv", "CONTENTS.CSV", "ae.csv");

    assertThat(source.contents()).isEqualTo(folder.resolve("CONTENTS.CSV"));
    assertThat(source.datasets().keySet()).containsExactly("ae");
    assertThat(source.ignored()).containsExactly("contents_simple.csv");
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    Path missing = folder.resolve("d9");

    assertThatThrownBy(() -> SourceFolder.open(missing, CONTENTS))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage("Cannot read %s: there is no such folder.".formatted(missing));
  }

  @Test
  void aFileIsNoDelivery() throws IOException {
    Path file = Files.createFile(folder.resolve("d1.zip"));

    assertThatThrownBy(() -> SourceFolder.open(file, CONTENTS))
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
}
