package io.studylake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.csv.CsvSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
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
    archive = archive(DecompressionLimits.of(1 << 30));
  }

  private FolderArchive archive(DecompressionLimits limits) {
    return new FolderArchive(kept, CsvSettings.DEFAULT, limits);
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

  @Test
  void aCompressedFileIsKeptAsItIsAndScannedDecompressed() throws IOException {
    byte[] bytes = Compressed.gzip(TEXT);
    Path dm = Files.write(folder.resolve("DM.csv.gz"), bytes);

    DeliveredFile stored = archive.store(dm);

    assertThat(stored.fileName()).isEqualTo("DM.csv.gz");
    assertThat(stored.dataset()).isEqualTo("dm");
    assertThat(stored.compression()).isEqualTo(Compression.GZIP);
    assertThat(stored.archived().sha256()).isEqualTo(Fingerprint.of(bytes));
    assertThat(stored.archived().sizeBytes()).isEqualTo(bytes.length);
    assertThat(kept.resolve(stored.archived().sha256())).hasBinaryContent(bytes);
    assertThat(stored.scan().dataRows(1)).isEqualTo(1);
    assertThat(stored.unusable()).isEmpty();
    try (InputStream content = stored.open(archive)) {
      assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }
  }

  @Test
  void aBrokenCompressedFileIsKeptWholeWithTheReason() throws IOException {
    // The defect is in the first of many blocks.
    byte[] bytes = new byte[3 << 20];
    new Random(1).nextBytes(bytes);
    Path ae = Files.write(folder.resolve("ae.zip"), bytes);

    DeliveredFile stored = archive.store(ae);

    assertThat(stored.unusable()).isPresent();
    assertThat(stored.archived().sizeBytes()).isEqualTo(bytes.length);
    assertThat(kept.resolve(Fingerprint.of(bytes))).hasBinaryContent(bytes);
  }

  @Test
  @Timeout(120)
  void aBombIsStoppedByTheRatioOrTheSizeAndKept() throws IOException {
    // 256 MiB of valid rows in about 270 KB.
    Path bomb = folder.resolve("lb.csv.gz");
    byte[] rows = "01-701-1015,ALT,27.0,U/L\n".repeat(42_000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(bomb))) {
      for (int i = 0; i < 256; i++) {
        out.write(rows);
      }
    }
    long size = Files.size(bomb);
    assertThat(size).isLessThan(1 << 20);

    DeliveredFile byRatio = archive(new DecompressionLimits(1L << 40, 250, 16 << 20)).store(bomb);
    DeliveredFile bySize = archive(DecompressionLimits.of(100_000_000)).store(bomb);
    DeliveredFile allowed = archive(DecompressionLimits.of(1 << 30)).store(bomb);

    assertThat(byRatio.unusable().orElseThrow())
        .matches("more than 16,777,216 bytes came out of [0-9]+,[0-9]+, as no CSV file shrinks");
    assertThat(byRatio.scan().records()).isLessThan(800_000);
    assertThat(bySize.unusable())
        .contains(
            "it is larger than 100,000,000 bytes, which studylake.delivery.most-decompressed allows");
    assertThat(bySize.scan().records()).isLessThan(4_100_000);
    assertThat(allowed.unusable()).isEmpty();
    assertThat(allowed.scan().records()).isEqualTo(256 * 42_000);
    assertThat(byRatio.archived()).isEqualTo(allowed.archived());
    assertThat(allowed.archived().sizeBytes()).isEqualTo(size);
  }
}
