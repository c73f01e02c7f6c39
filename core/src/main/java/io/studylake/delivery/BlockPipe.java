package io.studylake.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands a file's bytes from the thread that reads them to one that works on them, in a few blocks
 * that go round: memory is bounded, however much slower one of the two is.
 */
final class BlockPipe {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int BLOCKS = 4;

  private final BlockingQueue<Block> free = new ArrayBlockingQueue<>(BLOCKS);
  private final BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS);
  private long bytes;

  /** Takes blocks, in order. */
  interface Sink {
    void take(byte[] block, int length) throws IOException;
  }

  private static final class Block {
    private final byte[] bytes = new byte[BLOCK_BYTES];
    private int length;
  }

  BlockPipe() {
    for (int i = 0; i < BLOCKS; i++) {
      free.add(new Block());
    }
  }

  /**
   * Reads all of a stream into the pipe.
   *
   * @param seen sees each block before the other thread does
   */
  void fill(InputStream from, Sink seen) throws IOException {
    Block block;
    do {
      block = take(free);
      block.length = from.readNBytes(block.bytes, 0, BLOCK_BYTES);
      seen.take(block.bytes, block.length);
      bytes += block.length;
      full.add(block);
    } while (block.length > 0);
  }

  /** How many bytes went through, when the thread that filled it has ended. */
  long bytes() {
    return bytes;
  }

  /**
   * The other end of the pipe, for one thread.
   *
   * @param seen sees each block before it is read; when it fails, the stream does with an {@link
   *     UncheckedIOException}, so that no decompressor takes that for a defect of the file
   */
  InputStream drain(Sink seen) {
    return new Drain(seen);
  }

  private static Block take(BlockingQueue<Block> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("the other thread failed"));
    }
  }

  private final class Drain extends InputStream {
    private final Sink seen;
    private Block block;
    private int at;

    Drain(Sink seen) {
      this.seen = seen;
    }

    @Override
    public int read() {
      return isAtEnd() ? -1 : block.bytes[at++] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      if (length == 0) {
        return 0;
      }
      if (isAtEnd()) {
        return -1;
      }
      int read = Math.min(length, block.length - at);
      System.arraycopy(block.bytes, at, bytes, from, read);
      at += read;
      return read;
    }

    /** Without copying blocks. */
    @Override
    public long transferTo(OutputStream out) throws IOException {
      long bytes = 0;
      while (!isAtEnd()) {
        out.write(block.bytes, at, block.length - at);
        bytes += block.length - at;
        at = block.length;
      }
      return bytes;
    }

    private boolean isAtEnd() {
      if (block != null && at == block.length && block.length > 0) {
        free.add(block);
        block = null;
      }
      if (block == null) {
        block = BlockPipe.take(full);
        at = 0;
        try {
          seen.take(block.bytes, block.length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return block.length == 0;
    }
  }
}
