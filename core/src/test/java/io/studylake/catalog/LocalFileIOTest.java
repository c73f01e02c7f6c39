package io.studylake.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileIOTest {
  @TempDir private Path folder;
  private LocalFileIO io;

  @BeforeEach
  void openIo() {
    io = new LocalFileIO();
    io.initialize(Map.of("k", "v"));
  }

  @Test
  void whatIsWrittenIsReadBackByEverySpellingOfTheLocation() throws IOException {
    Path file = folder.resolve("a b/id=x%2Fy/ä.parquet");
    write(io.newOutputFile("file://" + file), "delivered");

    for (String location : new String[] {"file://" + file, "file:" + file, file.toString()}) {
      assertThat(read(location)).isEqualTo("delivered");
      assertThat(io.newInputFile(location).getLength()).isEqualTo(9);
      assertThat(io.newInputFile(location).exists()).isTrue();
      assertThat(io.newInputFile(location).location()).isEqualTo(location);
    }
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileIsCreatedOnceButMayBeOverwrittenWhenAskedTo() throws IOException {
    String location = "file://" + folder.resolve("m.json");
    write(io.newOutputFile(location), "first");

    assertThatThrownBy(() -> io.newOutputFile(location).create())
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessage("Cannot create " + location + ": it exists already");
    assertThat(read(location)).isEqualTo("first");
    try (PositionOutputStream stream = io.newOutputFile(location).createOrOverwrite()) {
      stream.write('2');
    }
    assertThat(io.newOutputFile(location).toInputFile().getLength()).isEqualTo(1);
    assertThat(read(location)).isEqualTo("2");
  }

  @Test
  void largeArraysAndSeeksKeepTheirPositions() throws IOException {
    byte[] content = new byte[3 * LocalFileIO.PIECE_BYTES + 17];
    new Random(7).nextBytes(content);
    String location = "file://" + folder.resolve("large");
    try (PositionOutputStream stream = io.newOutputFile(location).create()) {
      stream.write(content[0]);
      stream.write(content, 1, content.length - 1);
      stream.flush();
      assertThat(stream.getPos()).isEqualTo(content.length);
    }

    try (SeekableInputStream stream = io.newInputFile(location).newStream()) {
      assertThat(stream.readNBytes(content.length)).isEqualTo(content);
      assertThat(stream.read()).isEqualTo(-1);
      stream.seek(LocalFileIO.PIECE_BYTES);
      assertThat(stream.getPos()).isEqualTo(LocalFileIO.PIECE_BYTES);
      assertThat(stream.readNBytes(3))
          .isEqualTo(
              Arrays.copyOfRange(content, LocalFileIO.PIECE_BYTES, LocalFileIO.PIECE_BYTES + 3));
      assertThat(stream.skip(5)).isEqualTo(5);
      assertThat(stream.getPos()).isEqualTo(LocalFileIO.PIECE_BYTES + 8);
      assertThat(stream.available()).isPositive();
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    String location = "file://" + folder.resolve("missing");
    assertThat(io.newInputFile(location).exists()).isFalse();
    assertThatThrownBy(() -> io.newInputFile(location).newStream())
        .isInstanceOf(NotFoundException.class)
        .hasMessage("Failed to open input stream for file: " + location);
    assertThatThrownBy(() -> io.newInputFile(location).getLength())
        .isInstanceOf(NotFoundException.class)
        .hasMessage("Failed to open input stream for file: " + location);
    io.deleteFile(location);
    assertThat(io.listPrefix(location)).isEmpty();
  }

  @Test
  void whatCannotBeDoneIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> io.newOutputFile(file + "/below").create())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot create " + file + "/below");
    assertThatThrownBy(() -> io.newOutputFile(folder.toString()).createOrOverwrite())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot create " + folder);
    assertThatThrownBy(() -> io.deleteFile(folder.toString()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot delete " + folder);
    assertThatThrownBy(() -> io.newInputFile("s3://bucket/key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot use s3://bucket/key as a local file: set io-impl to a FileIO for its scheme");
    assertThatThrownBy(() -> io.newInputFile("file://host/key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot use file://host/key as a local file: it names a host; write file:/// and an"
                + " absolute path");
  }

  @Test
  void filesAreListedBelowAFolderAndDeletedOneByOneOnly() throws IOException {
    Path first = folder.resolve("t/data/1.parquet");
    Path second = folder.resolve("t/metadata/1.json");
    write(io.newOutputFile("file://" + first), "12");
    write(io.newOutputFile("file://" + second), "123");

    assertThat(io.listPrefix("file://" + folder.resolve("t")))
        .extracting(FileInfo::location, FileInfo::size)
        .containsExactly(tuple("file://" + first, 2L), tuple("file://" + second, 3L));
    assertThatThrownBy(() -> io.deletePrefix("file:///lake"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Cannot delete all files below file:///lake: refs share files. Delete single files that"
                + " no ref reaches.");
    io.deleteFile("file://" + first);
    assertThat(first).doesNotExist();
    assertThat(second).exists();
  }

  @Test
  void itTravelsToExecutorsWithItsProperties() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(io);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((LocalFileIO) in.readObject()).properties()).isEqualTo(Map.of("k", "v"));
    }
  }

  private void write(OutputFile file, String content) throws IOException {
    try (PositionOutputStream stream = file.create()) {
      stream.write(content.getBytes(UTF_8));
    }
  }

  private String read(String location) throws IOException {
    try (SeekableInputStream stream = io.newInputFile(location).newStream()) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
