package io.studylake.vacuum;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The files that versions of tables need: each version's metadata file, and all that it names, with
 * every snapshot that it lists. Safe for several threads.
 */
final class TableFiles {
  private static final List<String> LOCATION = List.of("file_path");

  private final StudyFolder folder;
  private final Set<String> paths = ConcurrentHashMap.newKeySet();
  private final Set<String> folders = ConcurrentHashMap.newKeySet();
  private final Set<String> read = ConcurrentHashMap.newKeySet();
  private final List<String> broken = new CopyOnWriteArrayList<>();

  TableFiles(StudyFolder folder) {
    this.folder = folder;
  }

  /** Whether a version was read already. */
  boolean knows(String metadataLocation) {
    return read.contains(metadataLocation);
  }

  boolean holds(String path) {
    return paths.contains(path);
  }

  /** All of them. */
  Set<String> paths() {
    return paths;
  }

  /** Folders of tables of which some version is needed. */
  Set<String> folders() {
    return folders;
  }

  /** What could not be read, in words. */
  List<String> broken() {
    return List.copyOf(broken);
  }

  /** Reads a version, unless it was before. */
  boolean read(String metadataLocation) {
    if (!read.add(metadataLocation)) {
      return false;
    }
    need(metadataLocation);
    TableMetadata metadata;
    try {
      metadata = TableMetadataParser.read(folder.io(), metadataLocation);
    } catch (RuntimeException e) {
      broken("metadata file " + metadataLocation, e);
      return true;
    }
    folders.add(folder.path(metadata.location()));
    metadata.previousFiles().forEach(file -> need(file.file()));
    metadata.statisticsFiles().forEach(file -> need(file.path()));
    metadata.partitionStatisticsFiles().forEach(file -> need(file.path()));
    metadata.snapshots().forEach(snapshot -> snapshot(metadata, snapshot));
    return true;
  }

  private void snapshot(TableMetadata metadata, Snapshot snapshot) {
    String list = snapshot.manifestListLocation();
    if (list == null || !read.add(list)) {
      return;
    }
    need(list);
    List<ManifestFile> manifests;
    try {
      manifests = snapshot.allManifests(folder.io());
    } catch (RuntimeException e) {
      broken("manifest list " + list, e);
      return;
    }
    manifests.forEach(manifest -> manifest(metadata, manifest));
  }

  private void manifest(TableMetadata metadata, ManifestFile manifest) {
    if (!read.add(manifest.path())) {
      return;
    }
    need(manifest.path());
    try (ManifestReader<? extends ContentFile<?>> reader = open(metadata, manifest);
        CloseableIterable<? extends ContentFile<?>> files = located(reader)) {
      for (ContentFile<?> file : files) {
        need(file.location());
      }
    } catch (IOException | RuntimeException e) {
      broken("manifest " + manifest.path(), e);
    }
  }

  private ManifestReader<? extends ContentFile<?>> open(
      TableMetadata metadata, ManifestFile manifest) {
    return manifest.content() == ManifestContent.DATA
        ? ManifestFiles.read(manifest, folder.io(), metadata.specsById())
        : ManifestFiles.readDeleteManifest(manifest, folder.io(), metadata.specsById());
  }

  private static CloseableIterable<? extends ContentFile<?>> located(
      ManifestReader<? extends ContentFile<?>> reader) {
    return reader.select(LOCATION);
  }

  private void need(String location) {
    paths.add(folder.path(location));
  }

  /** Without its message, which may hold what the file holds. */
  private void broken(String what, Exception failure) {
    if (failure instanceof CannotVacuumException outside) {
      throw outside;
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    broken.add("%s cannot be read (%s)".formatted(what, root.getClass().getSimpleName()));
  }
}
