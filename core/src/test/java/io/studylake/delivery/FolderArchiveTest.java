package io.studylake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.csv.CsvSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTest {
  /** {@code printf 'USUBJID\n01-001\n' | sha256sum}. */
  private static final String TEXT = "USUBJID\n01-001\n";

  private static final String SHA256 =
      "ed358b4b5f568cd0d145a09d315ad9b3e0a84e1d3f532fbc2517a53ece6eb7b7";

  @TempDir private Path folder;
  private Path kept;
  private FolderArchive archive;

  @BeforeEach
  void openTheArchive() {
    kept = folder.resolve("lake").resolve("archive");
    archive = new FolderArchive(kept, CsvSettings.DEFAULT);
  }

  private List<String> keptFiles() throws IOException {
    try (Stream<Path> files = Files.list(kept)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aFileIsKeptUnderItsHashAndCanBeOpened() throws IOException {
    Path dm = Files.writeString(folder.resolve("dm.csv"), TEXT);

    DeliveredFile stored = archive.store(dm);

    assertThat(stored.fileName()).isEqualTo("dm.csv");
    assertThat(stored.archived().sha256()).isEqualTo(SHA256);
    assertThat(stored.archived().sizeBytes()).isEqualTo(TEXT.length());
    assertThat(stored.archived().address()).isEqualTo(kept.resolve(SHA256).toUri().toString());
    assertThat(stored.scan().dataRows(1)).isEqualTo(1);
    try (InputStream content = archive.open(stored.archived())) {
      assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }
    assertThat(dm).hasContent(TEXT);
  }

  @Test
  void equalContentIsKeptOnceAndNoPartFileIsLeft() throws IOException {
    Path first = Files.writeString(folder.resolve("dm.csv"), TEXT);
    Path second = Files.writeString(folder.resolve("demog.csv"), TEXT);

    DeliveredFile one = archive.store(first);
    var writtenAt = Files.getLastModifiedTime(kept.resolve(SHA256));
    DeliveredFile other = archive.store(second);

    assertThat(other.archived()).isEqualTo(one.archived());
    assertThat(other.fileName()).isEqualTo("demog.csv");
    assertThat(keptFiles()).containsExactly(SHA256);
    assertThat(Files.getLastModifiedTime(kept.resolve(SHA256))).isEqualTo(writtenAt);
  }

  @Test
  void aFileOfManyBlocksIsKeptWhole() throws IOException {
    String large = "USUBJID\n" + "01-001\n".repeat(400_000);
    Path dm = Files.writeString(folder.resolve("dm.csv"), large);

    DeliveredFile stored = archive.store(dm);

    assertThat(Path.of(java.net.URI.create(stored.archived().address())))
        .hasSameBinaryContentAs(dm);
    assertThat(stored.scan().dataRows(1)).isEqualTo(400_000);
  }

  @Test
  void aFileThatIsGoneIsNamedAndLeavesNothing() throws IOException {
    Path gone = folder.resolve("ae.csv");

    assertThatThrownBy(() -> archive.store(gone))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage("Cannot archive %s in %s: NoSuchFileException %s".formatted(gone, kept, gone));
    assertThat(keptFiles()).isEmpty();
  }

  @Test
  @Timeout(20)
  void aFolderAndAPipeAreNamedAndLeaveNothing() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("ae.csv"));
    Path pipe = folder.resolve("dm.csv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> archive.store(directory))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage("Cannot archive %s in %s: it is a folder, not a file", directory, kept);
    assertThatThrownBy(() -> archive.store(pipe))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot archive %s in %s: it is a pipe, a socket or a device, not a file", pipe, kept);
    assertThat(keptFiles()).isEmpty();
  }

  @Test
  void aFileThatChangesMeanwhileIsRefusedAndNothingIsKept() throws Exception {
    Path dm = Files.writeString(folder.resolve("dm.csv"), TEXT.repeat(2_000_000));

    try (ChangingFile changing = ChangingFile.of(dm)) {
      assertThatThrownBy(() -> archive.store(dm))
          .isInstanceOf(CannotReadDeliveryException.class)
          .hasMessage(
              "Cannot archive %s in %s: the file changed while it was archived. Run it again when nobody writes to the delivered folder any more.",
              dm, kept);
    }
    assertThat(keptFiles()).isEmpty();
  }
}
