package io.studylake.verify;

import io.studylake.catalog.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.FileIO;

/**
 * Looks at the current version of one table: its metadata file, manifest list and manifests are
 * read, its data files are there in the size that their manifest says.
 */
final class TableCheck {
  private final FileIO io;
  private final FileSizes sizes;
  private final Manifests manifests;
  private final String name;
  private final List<Remark> remarks = new ArrayList<>();

  /** A check of one table, named as in {@code raw.ae}. */
  TableCheck(FileIO io, FileSizes sizes, Manifests manifests, String name) {
    this.io = io;
    this.sizes = sizes;
    this.manifests = manifests;
    this.name = name;
  }

  /**
   * What a table is like.
   *
   * @param rows its rows, as the manifests tell; empty when they cannot be told
   * @param remarks what was found
   */
  record State(OptionalLong rows, List<Remark> remarks) {
    /** Whether its data can be read. */
    boolean whole() {
      return remarks.isEmpty();
    }
  }

  /** Looks at what a pointer points at. */
  State of(Target.Table target) {
    TableMetadata metadata;
    try {
      metadata = TableMetadataParser.read(io, target.metadataLocation());
      sizes.saw(1);
    } catch (RuntimeException e) {
      broken(
          "metadata file %s %s: the table cannot be loaded on this ref"
              .formatted(target.metadataLocation(), Reason.of(e)));
      return new State(OptionalLong.empty(), remarks);
    }
    if (!target.uuid().equals(metadata.uuid())) {
      broken(
          "metadata file %s is of table %s, and its pointer says %s: the ref shows another table"
              .formatted(target.metadataLocation(), metadata.uuid(), target.uuid()));
    }
    Snapshot snapshot = metadata.currentSnapshot();
    return new State(snapshot == null ? OptionalLong.of(0) : rows(metadata, snapshot), remarks);
  }

  private OptionalLong rows(TableMetadata metadata, Snapshot snapshot) {
    List<ManifestFile> listed;
    try {
      listed = snapshot.allManifests(io);
      sizes.saw(1);
    } catch (RuntimeException e) {
      broken(
          "manifest list %s %s: no row of the table can be read"
              .formatted(snapshot.manifestListLocation(), Reason.of(e)));
      return OptionalLong.empty();
    }
    List<Manifests.Manifest> read =
        listed.stream().map(manifest -> manifests.of(metadata, manifest)).toList();
    List<String> wrong = read.stream().flatMap(manifest -> manifest.wrong().stream()).toList();
    wrong.stream().limit(FileSizes.LISTED + 1L).forEach(this::broken);
    if (wrong.size() > FileSizes.LISTED + 1) {
      broken("%,d more findings of this kind".formatted(wrong.size() - FileSizes.LISTED - 1));
    }
    if (read.stream().anyMatch(manifest -> manifest.rows().isEmpty())) {
      return OptionalLong.empty();
    }
    long rows = read.stream().mapToLong(manifest -> manifest.rows().orElseThrow()).sum();
    compare(snapshot, rows);
    return OptionalLong.of(rows);
  }

  private void compare(Snapshot snapshot, long rows) {
    String said = snapshot.summary().get(SnapshotSummary.TOTAL_RECORDS_PROP);
    if (said != null && !said.equals(Long.toString(rows))) {
      broken(
          "snapshot %d says %s rows, and its manifests list %d: rows are lost, or there twice"
              .formatted(snapshot.snapshotId(), said, rows));
    }
  }

  private void broken(String text) {
    remarks.add(Remark.broken(name, text));
  }
}
