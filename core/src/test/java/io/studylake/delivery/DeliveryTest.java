package io.studylake.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.csv.CsvSettings;
import io.studylake.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
  private static final String FORMATS = "FMTNAME,START,LABEL\nSEXF,1,Male\n";

  @TempDir private Path folder;

  @Test
  void theFormatsFileIsArchivedBesideTheContents() throws IOException {
    Delivery delivery = delivered(FORMATS);

    assertThat(delivery.files())
        .extracting(DeliveredFile::fileName)
        .containsExactly("contents.csv", "formats.csv", "ae.csv");
    assertThat(delivery.formats().orElseThrow().archived().sizeBytes()).isEqualTo(FORMATS.length());
    assertThat(delivery.datasets().keySet()).containsExactly("ae");
  }

  @Test
  void theFormatsArePartOfTheContent() throws IOException {
    String with = delivered(FORMATS).contentId();
    String withOthers = delivered(FORMATS.replace("Male", "male")).contentId();
    Files.delete(folder.resolve("formats.csv"));
    String without = delivered().contentId();

    assertThat(with).isNotEqualTo(withOthers).isNotEqualTo(without);
    assertThat(without)
        .as("that of versions which knew no formats file")
        .isEqualTo("99b647d28aeda8189c5affecccf5cc772423d4e3deb12f9be5545f20e23edb43");
  }

  private Delivery delivered(String formats) throws IOException {
    Files.writeString(folder.resolve("formats.csv"), formats);
    return delivered();
  }

  private Delivery delivered() throws IOException {
    Files.writeString(folder.resolve("contents.csv"), "MEMNAME,NAME,TYPE\nAE,AESEQ,1\n");
    Files.writeString(folder.resolve("ae.csv"), "AESEQ\n1\n");
    SourceFolder source =
        SourceFolder.open(
            folder, new FileNames(List.of("contents.csv"), List.of("formats.csv"), ""));
    return new DeliveryArchiver(
            new FolderArchive(
                folder.resolve("archive"), CsvSettings.DEFAULT, DecompressionLimits.of(1 << 20)),
            Progress.SILENT)
        .store(source, "d1");
  }
}
