package io.studylake.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;

/**
 * Metadata files of tables, those read last kept: a file never changes once a pointer names it.
 * Safe for use by several threads.
 */
final class MetadataFiles {
  private static final int KEPT = 200;

  private final FileIO io;
  private final Map<String, TableMetadata> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TableMetadata> eldest) {
          return size() > KEPT;
        }
      };

  MetadataFiles(FileIO io) {
    this.io = io;
  }

  FileIO io() {
    return io;
  }

  /** The metadata in a file; read unless it was lately. A file that is gone is never hidden. */
  TableMetadata read(String location) {
    Optional<TableMetadata> known;
    synchronized (kept) {
      known = Optional.ofNullable(kept.get(location));
    }
    if (known.isPresent() && io.newInputFile(location).exists()) {
      return known.get();
    }
    TableMetadata read = TableMetadataParser.read(io, location);
    synchronized (kept) {
      kept.put(location, read);
    }
    return read;
  }
}
