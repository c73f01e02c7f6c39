package io.studylake.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads to where no stream can be aborted and no rename replaces anything, as on Azure. */
class ObjectUploadTest {
  /** A folder in which a rename to a name that is taken is refused. */
  private static final class RefusingFolder extends RawLocalFileSystem {
    @Override
    public boolean rename(org.apache.hadoop.fs.Path from, org.apache.hadoop.fs.Path to)
        throws IOException {
      return !exists(to) && super.rename(from, to);
    }
  }

  @TempDir private Path folder;
  private FileSystem files;
  private org.apache.hadoop.fs.Path wanted;

  @BeforeEach
  void openFolder() throws IOException {
    files = new RefusingFolder();
    files.initialize(URI.create("file:///"), new Configuration(false));
    wanted = new org.apache.hadoop.fs.Path(folder.resolve("hash").toUri());
  }

  private ObjectUpload upload(String text) throws IOException {
    assertThat(files.hasPathCapability(wanted, CommonPathCapabilities.ABORTABLE_STREAM)).isFalse();
    ObjectUpload upload = ObjectUpload.byRename(files, wanted);
    upload.write(text.getBytes(UTF_8), 0, text.length());
    return upload;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> kept = Files.list(folder)) {
      return kept.map(path -> path.getFileName().toString()).toList();
    }
  }

  @Test
  void anObjectIsVisibleWhenItIsCompleted() throws IOException {
    try (ObjectUpload upload = upload("whole")) {
      assertThat(folder.resolve("hash")).doesNotExist();
      upload.complete();
    }
    assertThat(folder.resolve("hash")).hasContent("whole");
    assertThat(names()).containsExactly("hash");
  }

  @Test
  void ofTwoRunsThatSendTheSameTheFirstObjectStays() throws IOException {
    try (ObjectUpload second = upload("whole")) {
      try (ObjectUpload first = upload("whole")) {
        first.complete();
      }
      Object key = Files.readAttributes(folder.resolve("hash"), "unix:ino").get("ino");

      second.complete();

      assertThat(Files.readAttributes(folder.resolve("hash"), "unix:ino"))
          .containsEntry("ino", key);
    }
    assertThat(folder.resolve("hash")).hasContent("whole");
    assertThat(names()).containsExactly("hash");
  }

  @Test
  void theRemainsOfAnUploadThatBrokeAreReplaced() throws IOException {
    Files.writeString(folder.resolve("hash"), "who");

    try (ObjectUpload upload = upload("whole")) {
      upload.complete();
    }

    assertThat(folder.resolve("hash")).hasContent("whole");
    assertThat(names()).containsExactly("hash");
  }

  @Test
  void anUploadThatIsGivenUpLeavesNothing() throws IOException {
    upload("who").close();
    assertThat(names()).isEmpty();
  }
}
