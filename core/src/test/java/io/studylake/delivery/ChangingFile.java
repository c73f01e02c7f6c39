package io.studylake.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Somebody who goes on writing to a file, one row after the other, until closed. */
final class ChangingFile implements AutoCloseable {
  private final Thread writer;
  private volatile boolean stopped;

  private ChangingFile(Path file) {
    this.writer = new Thread(() -> write(file), "writes to " + file);
  }

  static ChangingFile of(Path file) {
    ChangingFile changing = new ChangingFile(file);
    changing.writer.start();
    return changing;
  }

  private void write(Path file) {
    try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (!stopped) {
        // Over the same bytes: the size stays, as when a file is copied anew into its place.
        out.write(ByteBuffer.wrap(new byte[] {'u'}), 0);
        Thread.sleep(1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    writer.join();
  }
}
