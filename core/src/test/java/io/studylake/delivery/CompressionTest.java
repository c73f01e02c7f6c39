package io.studylake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompressionTest {
  private static final String TEXT = "USUBJID,AETERM\n01-001,Größe\n".repeat(1000);

  private static String text(Compression compression, byte[] bytes) throws IOException {
    try (InputStream content = compression.open(new ByteArrayInputStream(bytes))) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertUnusable(Compression compression, byte[] bytes, String why) {
    assertThatThrownBy(() -> text(compression, bytes))
        .isInstanceOf(UnusableCompressionException.class)
        .hasMessage(why);
  }

  @ParameterizedTest
  @CsvSource({
    "ae.csv, NONE, ae.csv",
    "ae.csv.gz, GZIP, ae.csv",
    "AE.CSV.GZ, GZIP, AE.CSV",
    "ae.csv.zip, ZIP, ae.csv",
    "ae.zip, ZIP, ae.csv",
    "ae.gz, GZIP, ae",
    "ae.txt, NONE, ae.txt",
  })
  void theNameSaysHowAFileIsCompressed(String name, Compression compression, String file) {
    assertThat(Compression.ofName(name)).isEqualTo(compression);
    assertThat(Compression.uncompressedName(name)).isEqualTo(file);
  }

  @Test
  void whatIsCompressedComesOut() throws IOException {
    assertThat(text(Compression.NONE, TEXT.getBytes(StandardCharsets.UTF_8))).isEqualTo(TEXT);
    assertThat(text(Compression.GZIP, Compressed.gzip(TEXT))).isEqualTo(TEXT);
    assertThat(text(Compression.ZIP, Compressed.zip("ae.csv", TEXT))).isEqualTo(TEXT);
    assertThat(text(Compression.ZIP, Compressed.zip("d1/", "", "d1/AE.CSV", TEXT))).isEqualTo(TEXT);
    assertThat(text(Compression.GZIP, Compressed.gzip(""))).isEmpty();
  }

  @Test
  void theNameInAZipIsNoPath() throws IOException {
    assertThat(text(Compression.ZIP, Compressed.zip("../../evil.csv", TEXT))).isEqualTo(TEXT);
  }

  @Test
  void aGzipFileOfSeveralMembersIsReadToItsEndFromAnyStream() throws IOException {
    byte[] bytes =
        Compressed.concatenated(
            Compressed.gzip(TEXT), Compressed.gzip("01-002,x\n"), Compressed.gzip("01-003,y\n"));

    // One byte at a time and none at hand, as a slow network may give them.
    InputStream slow =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] to, int from, int length) throws IOException {
            return super.read(to, from, Math.min(1, length));
          }

          @Override
          public int available() {
            return 0;
          }
        };

    try (InputStream content = Compression.GZIP.open(slow)) {
      assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(TEXT + "01-002,x\n01-003,y\n");
    }
  }

  @Test
  void aGzipFileThatIsCutOffOrFollowedByGarbageIsUnusable() {
    byte[] whole = Compressed.gzip(TEXT);

    assertUnusable(Compression.GZIP, Arrays.copyOf(whole, whole.length / 2), "it is cut off");
    assertUnusable(Compression.GZIP, Arrays.copyOf(whole, whole.length - 3), "it is cut off");
    assertUnusable(
        Compression.GZIP,
        Compressed.concatenated(whole, "garbage".getBytes(StandardCharsets.UTF_8)),
        "it is broken (Unexpected data after a valid .gz stream.)");
    assertUnusable(
        Compression.GZIP,
        TEXT.getBytes(StandardCharsets.UTF_8),
        "it is broken (Input is not in the .gz format.)");
    assertUnusable(Compression.GZIP, new byte[0], "it is broken (Input is not in the .gz format.)");
  }

  @Test
  void aGzipFileWithAnotherChecksumIsUnusable() {
    byte[] changed = Compressed.gzip(TEXT);
    changed[changed.length - 6] ^= 1;

    assertUnusable(
        Compression.GZIP, changed, "it is broken (Gzip-compressed data is corrupt (CRC32 error).)");
  }

  @Test
  void aZipOfSeveralFilesIsUnusable() {
    assertUnusable(
        Compression.ZIP,
        Compressed.zip("ae.csv", TEXT, "readme\n.txt", "none"),
        "it holds several files, ae.csv and readme\\u000A.txt");
  }

  @Test
  void aZipOfSomethingElseIsUnusable() {
    assertUnusable(
        Compression.ZIP, Compressed.zip("d1/ae.zip", "PK"), "it holds d1/ae.zip, not a CSV file");
    assertUnusable(
        Compression.ZIP,
        Compressed.zip("x".repeat(200), ""),
        "it holds %s…, not a CSV file".formatted("x".repeat(100)));
    assertUnusable(
        Compression.ZIP, Compressed.zip(), "it is no zip archive, or there is no file in it");
    assertUnusable(Compression.ZIP, new byte[0], "it is no zip archive, or there is no file in it");
  }

  @Test
  void whatIsNoZipIsUnusable() {
    assertThatThrownBy(() -> text(Compression.ZIP, TEXT.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnusableCompressionException.class)
        .hasMessageStartingWith("it is ");
  }

  @Test
  void anEncryptedZipIsUnusable() {
    byte[] encrypted = Compressed.zip("ae.csv", TEXT);
    // The general purpose flags stand at byte 6 of the local header (APPNOTE 4.3.7, 4.4.4).
    encrypted[6] |= 1;

    assertUnusable(Compression.ZIP, encrypted, "it is encrypted");
  }

  @Test
  void aZipByAnUnknownMethodIsUnusable() {
    byte[] unknown = Compressed.zip("ae.csv", TEXT);
    unknown[8] = 98; // PPMd

    assertUnusable(
        Compression.ZIP, unknown, "it is compressed by method 98 of zip, which is not known here");
  }

  @Test
  void aZipWhoseFileIsCutOffIsUnusable() {
    byte[] whole = Compressed.zip("ae.csv", TEXT);

    // 52 bytes of directory and 22 of its end stand behind the file and its checksum.
    for (int length : new int[] {20, 50, whole.length - 90, whole.length - 76}) {
      byte[] cutOff = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(UnusableCompressionException.class)
          .as("%d of %d bytes", length, whole.length)
          .isThrownBy(() -> text(Compression.ZIP, cutOff));
    }
  }

  @Test
  void aZipWithAnotherChecksumIsUnusable() {
    // Stored, not deflated: what changes is the text alone.
    byte[] stored = Compressed.stored("ae.csv", TEXT);
    stored[stored.length / 2] ^= 1;

    assertUnusable(Compression.ZIP, stored, "it is broken (its checksum is another)");
  }

  @Test
  void aFileThatCannotBeReadIsNoBrokenOne() {
    InputStream failing =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public int read() {
            throw new UncheckedIOException(new IOException("no space left"));
          }

          @Override
          public int read(byte[] to, int from, int length) {
            return read();
          }
        };

    assertThatThrownBy(() -> Compression.GZIP.open(failing))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> Compression.ZIP.open(failing))
        .isInstanceOf(UncheckedIOException.class);
  }
}
