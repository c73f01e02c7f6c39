package io.studylake.verify;

import io.studylake.catalog.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;

/**
 * Looks at the current version of one table: its metadata file, manifest list and manifests are
 * read, its data files are there in the size that their manifest says.
 */
final class TableCheck {
  private static final List<String> COLUMNS =
      List.of("file_path", "file_size_in_bytes", "record_count");

  private final FileIO io;
  private final FileSizes sizes;
  private final String name;
  private final List<Remark> remarks = new ArrayList<>();

  /** A check of one table, named as in {@code raw.ae}. */
  TableCheck(FileIO io, FileSizes sizes, String name) {
    this.io = io;
    this.sizes = sizes;
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
    List<ManifestFile> manifests;
    try {
      manifests = snapshot.allManifests(io);
      sizes.saw(1);
    } catch (RuntimeException e) {
      broken(
          "manifest list %s %s: no row of the table can be read"
              .formatted(snapshot.manifestListLocation(), Reason.of(e)));
      return OptionalLong.empty();
    }
    FileSizes.Group files = sizes.group(FileLength.in(io));
    long rows = 0;
    boolean complete = true;
    for (ManifestFile manifest : manifests) {
      OptionalLong read = rows(metadata, manifest, files);
      rows += read.orElse(0);
      complete &= read.isPresent();
    }
    files.wrong().forEach(this::broken);
    if (!complete) {
      return OptionalLong.empty();
    }
    compare(snapshot, rows);
    return OptionalLong.of(rows);
  }

  private OptionalLong rows(TableMetadata metadata, ManifestFile manifest, FileSizes.Group files) {
    boolean data = manifest.content() == ManifestContent.DATA;
    long rows = 0;
    try (ManifestReader<? extends ContentFile<?>> reader = open(metadata, manifest);
        CloseableIterable<? extends ContentFile<?>> entries = live(reader)) {
      for (ContentFile<?> file : entries) {
        rows += data ? file.recordCount() : 0;
        files.expect(
            data ? "data file" : "delete file",
            file.location(),
            file.fileSizeInBytes(),
            "its manifest",
            data
                ? "its %,d rows cannot be read".formatted(file.recordCount())
                : "rows that it deletes would come back");
      }
      sizes.saw(1);
      return OptionalLong.of(rows);
    } catch (IOException | RuntimeException e) {
      broken(
          "manifest %s %s: the rows of the files that it lists cannot be read"
              .formatted(manifest.path(), Reason.of(e)));
      return OptionalLong.empty();
    }
  }

  private ManifestReader<? extends ContentFile<?>> open(
      TableMetadata metadata, ManifestFile manifest) {
    return manifest.content() == ManifestContent.DATA
        ? ManifestFiles.read(manifest, io, metadata.specsById())
        : ManifestFiles.readDeleteManifest(manifest, io, metadata.specsById());
  }

  /** Without the statistics of columns, which take most of a manifest's memory. */
  private static CloseableIterable<? extends ContentFile<?>> live(
      ManifestReader<? extends ContentFile<?>> reader) {
    return reader.select(COLUMNS);
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
