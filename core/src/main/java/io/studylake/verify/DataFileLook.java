package io.studylake.verify;

import java.io.IOException;
import java.util.Optional;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.parquet.ParquetUtil;

/** Looks at one file that a manifest lists. */
final class DataFileLook {
  private static final String SAID = "its manifest";

  private final FileIO io;
  private final Depth depth;

  DataFileLook(FileIO io, Depth depth) {
    this.io = io;
    this.depth = depth;
  }

  /** What will be looked at; nothing of the entry is kept, since readers use theirs again. */
  FileSizes.Look at(ContentFile<?> file) {
    String address = file.location();
    long bytes = file.fileSizeInBytes();
    long rows = file.recordCount();
    boolean counted = depth == Depth.CONTENTS && file.format() == FileFormat.PARQUET;
    return () -> {
      Optional<String> size = FileSizes.flaw(FileLength.in(io), address, bytes, SAID);
      return size.isPresent() || !counted ? size : rows(address, rows);
    };
  }

  /** The footer of a Parquet file says how many rows it holds. */
  private Optional<String> rows(String address, long rows) throws IOException {
    long there =
        ParquetUtil.fileMetrics(io.newInputFile(address), MetricsConfig.getDefault()).recordCount();
    return there == rows
        ? Optional.empty()
        : Optional.of("holds %,d rows, and %s says %,d".formatted(there, SAID, rows));
  }
}
