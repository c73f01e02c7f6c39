package io.studylake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.csv.CsvSettings;
import io.studylake.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryArchiverTest {
  private static final FileNames NAMES =
      new FileNames(List.of("contents.csv"), List.of(), "STUDY_(?<dataset>[A-Z]+)_\\d{8}");

  @TempDir private Path folder;
  private Path delivered;
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void makeTheFolder() throws IOException {
    delivered = Files.createDirectory(folder.resolve("d1"));
  }

  private Delivery store() {
    Progress progress =
        new Progress() {
          @Override
          public void note(String text) {
            notes.add(text);
          }
        };
    Archive archive =
        new FolderArchive(
            folder.resolve("archive"), CsvSettings.DEFAULT, DecompressionLimits.of(1 << 20));
    return new DeliveryArchiver(archive, progress).store(SourceFolder.open(delivered, NAMES), "d1");
  }

  @Test
  void filesAreKnownByTheDatasetThatTheirNamesStandFor() throws IOException {
    Files.writeString(delivered.resolve("contents.csv"), "dataset,column,type\n");
    Files.write(delivered.resolve("STUDY_AE_20240131.csv.gz"), Compressed.gzip("A\n1\n"));
    Files.writeString(delivered.resolve("STUDY_DM_20240131.csv"), "B\n1\n2\n");
    Files.writeString(delivered.resolve("dm.csv"), "B\n");
    Files.writeString(delivered.resolve("readme.txt"), "Hello");

    Delivery delivery = store();

    assertThat(delivery.datasets()).containsOnlyKeys("ae", "dm");
    assertThat(delivery.datasets().get("ae").dataset()).isEqualTo("ae");
    assertThat(delivery.datasets().get("ae").fileName()).isEqualTo("STUDY_AE_20240131.csv.gz");
    assertThat(delivery.datasets().get("dm").scan().dataRows(1)).isEqualTo(2);
    assertThat(delivery.contents().dataset()).isEqualTo("contents");
    assertThat(notes)
        .containsExactly(
            "dm.csv is not named as delivery.file-pattern says: ignored.",
            "readme.txt is neither contents, formats nor a dataset: ignored.");
  }

  @Test
  void contentsThatCannotBeDecompressedAreRefused() throws IOException {
    byte[] whole = Compressed.gzip("dataset,column,type\n".repeat(100));
    Path contents =
        Files.write(delivered.resolve("contents.csv.gz"), Arrays.copyOf(whole, whole.length - 12));
    Files.writeString(delivered.resolve("STUDY_DM_20240131.csv"), "B\n");

    assertThatThrownBy(this::store)
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: it is cut off. Compress it again, or deliver it uncompressed.",
            contents);
  }
}
