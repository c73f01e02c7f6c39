package io.studylake.catalog;

import io.studylake.files.DurableFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** A local file to write. */
final class LocalOutputFile implements OutputFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String location;
  private final Path path;

  LocalOutputFile(String location) {
    this.location = location;
    this.path = LocalPaths.path(location);
  }

  @Override
  public PositionOutputStream create() {
    return open(StandardOpenOption.CREATE_NEW);
  }

  @Override
  public PositionOutputStream createOrOverwrite() {
    return open(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public InputFile toInputFile() {
    return new LocalInputFile(location);
  }

  @Override
  public String toString() {
    return location;
  }

  private PositionOutputStream open(StandardOpenOption... how) {
    OpenOption[] options = new OpenOption[how.length + 1];
    System.arraycopy(how, 0, options, 0, how.length);
    options[how.length] = StandardOpenOption.WRITE;
    try {
      DurableFiles.createFolders(path.toAbsolutePath().getParent());
      return new LocalOutputStream(path, FileChannel.open(path, options));
    } catch (FileAlreadyExistsException e) {
      throw new AlreadyExistsException(e, "Cannot create %s: it exists already", location);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create %s".formatted(location), e);
    }
  }

  /** Buffers, because Parquet writes its footer byte by byte, and forces to disk when closed. */
  private static final class LocalOutputStream extends PositionOutputStream {
    private final Path path;
    private final FileChannel channel;
    private final OutputStream stream;
    private long position;

    LocalOutputStream(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
      this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int value) throws IOException {
      stream.write(value);
      position++;
    }

    @Override
    public void write(byte[] content, int offset, int length) throws IOException {
      for (int written = 0; written < length; written += LocalFileIO.PIECE_BYTES) {
        int piece = Math.min(length - written, LocalFileIO.PIECE_BYTES);
        stream.write(content, offset + written, piece);
      }
      position += length;
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
    }

    @Override
    public void close() throws IOException {
      if (!channel.isOpen()) {
        return;
      }
      try (channel) {
        stream.flush();
        channel.force(true);
      }
      DurableFiles.forceFolder(path.toAbsolutePath().getParent());
    }
  }
}
