package io.studylake.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;

/**
 * Reads manifests and looks at the files that they list, each once: the snapshots of a table, and
 * the refs of a study, share nearly all of them. Safe for several threads.
 */
final class Manifests {
  private static final List<String> COLUMNS =
      List.of("file_path", "file_format", "file_size_in_bytes", "record_count");

  private final FileIO io;
  private final FileSizes sizes;
  private final DataFileLook look;
  private final Map<String, Manifest> known = new ConcurrentHashMap<>();

  Manifests(FileIO io, FileSizes sizes, Depth depth) {
    this.io = io;
    this.sizes = sizes;
    this.look = new DataFileLook(io, depth);
  }

  /** Reads a manifest, and begins to look at its files. */
  Manifest of(TableMetadata metadata, ManifestFile file) {
    return known.computeIfAbsent(file.path(), path -> new Manifest(metadata, file));
  }

  /** One manifest. */
  final class Manifest {
    private final FileSizes.Group files = sizes.group();
    private final List<String> wrong = new ArrayList<>();
    private final OptionalLong rows;
    private boolean looked;

    private Manifest(TableMetadata metadata, ManifestFile file) {
      this.rows = read(metadata, file);
    }

    /** The rows of the data files that it lists; empty when it cannot be read. */
    OptionalLong rows() {
      return rows;
    }

    /** What is wrong with it and its files; waits until all were looked at. */
    synchronized List<String> wrong() {
      if (!looked) {
        wrong.addAll(files.wrong());
        looked = true;
      }
      return List.copyOf(wrong);
    }

    private OptionalLong read(TableMetadata metadata, ManifestFile manifest) {
      boolean data = manifest.content() == ManifestContent.DATA;
      long counted = 0;
      try (ManifestReader<? extends ContentFile<?>> reader = open(metadata, manifest);
          CloseableIterable<? extends ContentFile<?>> entries = live(reader)) {
        for (ContentFile<?> file : entries) {
          counted += data ? file.recordCount() : 0;
          files.expect(
              data ? "data file" : "delete file",
              file.location(),
              look.at(file),
              data
                  ? "its %,d rows cannot be read".formatted(file.recordCount())
                  : "rows that it deletes would come back");
        }
        sizes.saw(1);
        return OptionalLong.of(counted);
      } catch (IOException | RuntimeException e) {
        wrong.add(
            "manifest %s %s: the rows of the files that it lists cannot be read"
                .formatted(manifest.path(), Reason.of(e)));
        return OptionalLong.empty();
      }
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
}
