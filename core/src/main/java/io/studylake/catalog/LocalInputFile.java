package io.studylake.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;

/** A local file to read. */
final class LocalInputFile implements InputFile {
  private final String location;
  private final Path path;

  LocalInputFile(String location) {
    this.location = location;
    this.path = LocalPaths.path(location);
  }

  @Override
  public long getLength() {
    try {
      return Files.size(path);
    } catch (NoSuchFileException e) {
      throw notFound(e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s".formatted(location), e);
    }
  }

  @Override
  public SeekableInputStream newStream() {
    try {
      return new LocalInputStream(FileChannel.open(path));
    } catch (NoSuchFileException e) {
      throw notFound(e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read %s".formatted(location), e);
    }
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean exists() {
    return Files.exists(path);
  }

  @Override
  public String toString() {
    return location;
  }

  /** In the words of Iceberg's other file systems, which its callers look for. */
  private NotFoundException notFound(NoSuchFileException cause) {
    return new NotFoundException(cause, "Failed to open input stream for file: %s", location);
  }

  /**
   * Reads in pieces: for a read into an array the JDK keeps a direct buffer of that size for each
   * thread, for ever.
   */
  private static final class LocalInputStream extends SeekableInputStream {
    private final FileChannel channel;
    private final InputStream stream;

    LocalInputStream(FileChannel channel) {
      this.channel = channel;
      this.stream = Channels.newInputStream(channel);
    }

    @Override
    public long getPos() throws IOException {
      return channel.position();
    }

    @Override
    public void seek(long position) throws IOException {
      channel.position(position);
    }

    @Override
    public int read() throws IOException {
      return stream.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return stream.read(target, offset, Math.min(length, LocalFileIO.PIECE_BYTES));
    }

    @Override
    public long skip(long count) throws IOException {
      return stream.skip(count);
    }

    @Override
    public int available() throws IOException {
      return stream.available();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
