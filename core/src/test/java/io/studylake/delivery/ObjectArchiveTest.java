package io.studylake.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.csv.CsvSettings;
import io.studylake.storage.ObjectStoreException;
import io.studylake.testing.NeedsServers;
import io.studylake.testing.ObjectStores;
import io.studylake.testing.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsServers
class ObjectArchiveTest {
  private static final String TEXT = "USUBJID\n01-001\n";

  private static final String SHA256 =
      "ed358b4b5f568cd0d145a09d315ad9b3e0a84e1d3f532fbc2517a53ece6eb7b7";

  private static final String KEYS =
      "studylake.s3.access-key-id and studylake.s3.secret-access-key, or AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY";

  private static final DecompressionLimits LIMITS = DecompressionLimits.of(1 << 30);

  @TempDir private Path folder;
  private URI place;
  private Archive archive;

  @BeforeEach
  void openAnArchive() {
    place = URI.create(ObjectStores.newPlace() + "/archive");
    archive = archive(place, Map.of());
  }

  private static Archive archive(URI place, Map<String, String> otherwise) {
    return Archives.of(
        place, CsvSettings.DEFAULT, LIMITS, Optional.of(ObjectStores.hadoop(otherwise)));
  }

  private FileSystem files() throws IOException {
    return new org.apache.hadoop.fs.Path(place).getFileSystem(ObjectStores.hadoop(Map.of()));
  }

  private List<FileStatus> kept() throws IOException {
    try {
      return Arrays.asList(files().listStatus(new org.apache.hadoop.fs.Path(place)));
    } catch (java.io.FileNotFoundException e) {
      return List.of();
    }
  }

  private Path written(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aFileIsKeptUnderItsHashAndCanBeOpened() throws IOException {
    DeliveredFile stored = archive.store(written("dm.csv", TEXT));

    assertThat(stored.fileName()).isEqualTo("dm.csv");
    assertThat(stored.archived().sha256()).isEqualTo(SHA256);
    assertThat(stored.archived().sizeBytes()).isEqualTo(TEXT.length());
    assertThat(stored.archived().address()).isEqualTo(place + "/" + SHA256);
    assertThat(stored.scan().dataRows(1)).isEqualTo(1);
    try (InputStream content = archive.open(stored.archived())) {
      assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }
  }

  @Test
  void equalContentIsSentOnce() throws Exception {
    DeliveredFile one = archive.store(written("dm.csv", TEXT));
    FileStatus first = kept().get(0);
    Thread.sleep(1100);
    DeliveredFile other = archive.store(written("demog.csv", TEXT));

    assertThat(other.archived()).isEqualTo(one.archived());
    assertThat(other.fileName()).isEqualTo("demog.csv");
    assertThat(kept()).hasSize(1);
    // Sent again, it would be a second younger.
    assertThat(kept().get(0).getModificationTime()).isEqualTo(first.getModificationTime());
  }

  @Test
  void anEmptyFileIsKept() throws IOException {
    DeliveredFile stored = archive.store(written("dm.csv", ""));

    assertThat(stored.archived().sizeBytes()).isZero();
    assertThat(kept()).extracting(FileStatus::getLen).containsExactly(0L);
  }

  @Test
  @Timeout(120)
  void aFileOfManyPartsIsKeptWholeInSmallMemory() throws Exception {
    Path large = folder.resolve("lb.csv");
    byte[] rows = "01-701-1015,ALT,27.0,U/L\n".repeat(40_000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = Files.newOutputStream(large)) {
      out.write("USUBJID,LBTESTCD,LBSTRESN,LBSTRESU\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 210; i++) {
        out.write(rows);
      }
    }

    // Three parts of 64 MB and a rest, in a process whose whole heap is smaller than one of them.
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx56m",
                "-cp",
                System.getProperty("java.class.path"),
                ArchiveProcess.class.getName(),
                place.toString(),
                Servers.shared().s3Endpoint(),
                large.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("process.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("process.log"))).isZero();

    assertThat(kept()).extracting(FileStatus::getLen).containsExactly(Files.size(large));
    String name = kept().get(0).getPath().getName();
    // Kept already with that hash and size: read back, it is the file.
    DeliveredFile again = archive.store(large);
    assertThat(again.archived().sha256()).isEqualTo(name);
    assertThat(again.scan().dataRows(4)).isEqualTo(8_400_000);
    Path back = folder.resolve("back.csv");
    try (InputStream content = archive.open(again.archived())) {
      Files.copy(content, back);
    }
    assertThat(Files.mismatch(back, large)).isEqualTo(-1);
  }

  @Test
  void aFileThatIsNotKeptWholeIsSentAgain() throws IOException {
    try (OutputStream out =
        files().create(new org.apache.hadoop.fs.Path(place + "/" + SHA256), true)) {
      out.write('U');
    }

    archive.store(written("dm.csv", TEXT));

    assertThat(kept()).extracting(FileStatus::getLen).containsExactly((long) TEXT.length());
  }

  @Test
  @Timeout(60)
  void aFileThatChangesMeanwhileIsRefusedAndNothingIsKept() throws Exception {
    Path dm = written("dm.csv", TEXT.repeat(2_000_000));

    try (ChangingFile changing = ChangingFile.of(dm)) {
      assertThatThrownBy(() -> archive.store(dm))
          .isInstanceOf(CannotReadDeliveryException.class)
          .hasMessage(
              "Cannot archive %s in %s: the file changed while it was archived. Run it again when nobody writes to the delivered folder any more.",
              dm, place);
    }
    assertThat(kept()).isEmpty();
    assertThat(((S3AFileSystem) files()).listUploads("").hasNext()).isFalse();
  }

  @Test
  void aFileThatIsGoneIsNamed() throws IOException {
    Path gone = folder.resolve("ae.csv");

    assertThatThrownBy(() -> archive.store(gone))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage("Cannot archive %s in %s: NoSuchFileException %s", gone, place, gone);
    assertThat(kept()).isEmpty();
  }

  @Test
  void aBucketThatIsMissingIsNamed() throws IOException {
    Path dm = written("dm.csv", TEXT);
    Archive missing = archive(URI.create("s3a://no-such-bucket/archive"), Map.of());

    assertThatThrownBy(() -> missing.store(dm))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage(
            "Cannot archive dm.csv in s3a://no-such-bucket/archive: there is no bucket no-such-bucket at %s. Create it, or name another in studylake.warehouse.",
            Servers.shared().s3Endpoint());
  }

  @Test
  void wrongCredentialsAreSaidAndNotShown() throws IOException {
    Path dm = written("dm.csv", TEXT);
    Archive denied = archive(place, Map.of("s3.secret-access-key", "wrong-and-private"));

    assertThatThrownBy(() -> denied.store(dm))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage(
            "Cannot archive dm.csv in %s: access to bucket %s at %s is denied. Check the credentials (%s), and that they may list, read and write there.",
            place, place.getAuthority(), Servers.shared().s3Endpoint(), KEYS)
        .hasStackTraceContaining("403")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("wrong-and-private"));
  }

  @Test
  @Timeout(60)
  void withoutCredentialsItSaysWhichToSet() throws IOException {
    Path dm = written("dm.csv", TEXT);
    var hadoop = ObjectStores.hadoop(Map.of("s3.access-key-id", "", "s3.secret-access-key", ""));
    hadoop.set(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    Archive none = Archives.of(place, CsvSettings.DEFAULT, LIMITS, Optional.of(hadoop));

    assertThatThrownBy(() -> none.store(dm))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage(
            "Cannot archive dm.csv in %s: no credentials are given for bucket %s. Set %s, or run where the machine's role gives them.",
            place, place.getAuthority(), KEYS);
  }

  @Test
  @Timeout(60)
  void aServerThatIsDownIsNamedInTime() throws IOException {
    Path dm = written("dm.csv", TEXT);
    Archive down = archive(place, Map.of("s3.endpoint", "http://127.0.0.1:1"));

    assertThatThrownBy(() -> down.store(dm))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessage(
            "Cannot archive dm.csv in %s: http://127.0.0.1:1 cannot be reached (Connection refused). Check studylake.s3.endpoint, and that the server runs.",
            place);
  }

  @Test
  @Timeout(60)
  void aServerThatNeverAnswersIsNamedInTime() throws IOException {
    Path dm = written("dm.csv", TEXT);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String endpoint = "http://127.0.0.1:" + silent.getLocalPort();
      var hadoop = ObjectStores.hadoop(Map.of("s3.endpoint", endpoint));
      // As configured it takes 20 seconds a try, 90 in all.
      hadoop.set("fs.s3a.connection.request.timeout", "15s");
      hadoop.set("fs.s3a.connection.timeout", "2s");
      hadoop.set("fs.s3a.retry.limit", "1");
      Archive hanging = Archives.of(place, CsvSettings.DEFAULT, LIMITS, Optional.of(hadoop));
      Instant before = Instant.now();

      assertThatThrownBy(() -> hanging.store(dm))
          .isInstanceOf(ObjectStoreException.class)
          .hasMessageStartingWith(
              "Cannot archive dm.csv in %s: %s cannot be reached (", place, endpoint);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(45));
    }
  }

  private static String stackTrace(Throwable failure) {
    var text = new java.io.StringWriter();
    failure.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
