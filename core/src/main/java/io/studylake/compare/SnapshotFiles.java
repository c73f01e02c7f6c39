package io.studylake.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The data files of a table's current snapshot, from its manifests alone.
 *
 * @param rowsDeleted whether delete files take rows away from them; studylake writes none
 */
record SnapshotFiles(List<DataFile> files, boolean rowsDeleted) {

  static SnapshotFiles of(Table table) {
    List<DataFile> files = new ArrayList<>();
    boolean rowsDeleted = false;
    if (table.currentSnapshot() != null) {
      try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
        for (FileScanTask task : tasks) {
          files.add(task.file());
          rowsDeleted |= !task.deletes().isEmpty();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the manifests of " + table.name(), e);
      }
    }
    return new SnapshotFiles(files, rowsDeleted);
  }

  long rows() {
    return files.stream().mapToLong(DataFile::recordCount).sum();
  }

  /** The files that another snapshot does not have. */
  SnapshotFiles without(SnapshotFiles other) {
    Set<String> shared =
        other.files.stream().map(DataFile::location).collect(Collectors.toUnmodifiableSet());
    return new SnapshotFiles(
        files.stream().filter(file -> !shared.contains(file.location())).toList(), rowsDeleted);
  }
}
