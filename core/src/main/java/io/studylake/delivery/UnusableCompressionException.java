package io.studylake.delivery;

import io.studylake.text.Printable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A compressed file cannot be decompressed; the message says why, as half a sentence. */
public final class UnusableCompressionException extends IOException {
  private static final long serialVersionUID = 1L;

  UnusableCompressionException(String message) {
    super(message);
  }

  private UnusableCompressionException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Opens a stream of decompressed bytes. */
  interface Opening {
    InputStream open() throws IOException;
  }

  /**
   * A stream that fails with this exception whatever a decompressor throws. What reads the
   * compressed bytes has to fail with {@link UncheckedIOException}, to be told apart.
   */
  static InputStream of(Opening opening) throws IOException {
    try {
      return new Guarded(opening.open());
    } catch (IOException | RuntimeException e) {
      throw of(e);
    }
  }

  private static UnusableCompressionException of(Exception e) {
    if (e instanceof UnusableCompressionException unusable) {
      return unusable;
    }
    if (e instanceof UncheckedIOException unchecked) {
      throw unchecked;
    }
    return e instanceof EOFException
        ? new UnusableCompressionException("it is cut off", e)
        : new UnusableCompressionException(
            "it is broken (%s)".formatted(Printable.of(String.valueOf(e.getMessage()))), e);
  }

  private static final class Guarded extends FilterInputStream {
    Guarded(InputStream decompressed) {
      super(decompressed);
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException | RuntimeException e) {
        throw of(e);
      }
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return in.read(bytes, from, length);
      } catch (IOException | RuntimeException e) {
        throw of(e);
      }
    }

    @Override
    public long skip(long bytes) throws IOException {
      try {
        return in.skip(bytes);
      } catch (IOException | RuntimeException e) {
        throw of(e);
      }
    }
  }
}
