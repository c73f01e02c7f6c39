package io.studylake.delivery;

import io.studylake.version.Link;
import java.io.IOException;
import java.io.InputStream;

/** Opens archived files on the driver; executors read them by their address. */
@FunctionalInterface
public interface ArchivedContent {
  /** The bytes of an archived file from the first on; the caller closes the stream. */
  InputStream open(Link archived) throws IOException;
}
