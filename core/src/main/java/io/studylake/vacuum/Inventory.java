package io.studylake.vacuum;

import java.io.FileNotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * What lies in a study's folder at one moment.
 *
 * @param files files whose names studylake or Iceberg gave
 * @param unknown paths of all others, in order
 */
record Inventory(List<StudyFile> files, List<String> unknown) {
  /** Notices of processes at work, which clear up themselves. */
  private static final String NOTICES = "running/";

  static Inventory of(StudyFolder folder) {
    List<StudyFile> files = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (FileInfo info : list(folder)) {
      String path = folder.path(info.location());
      Optional<Place> place = Place.of(path);
      if (place.isPresent()) {
        files.add(
            new StudyFile(
                info.location(),
                place.get(),
                info.size(),
                Instant.ofEpochMilli(info.createdAtMillis())));
      } else if (!path.startsWith(NOTICES)) {
        unknown.add(path);
      }
    }
    unknown.sort(null);
    return new Inventory(List.copyOf(files), List.copyOf(unknown));
  }

  private static List<FileInfo> list(StudyFolder folder) {
    List<FileInfo> files = new ArrayList<>();
    try {
      // Listed while it is read.
      ((SupportsPrefixOperations) folder.io()).listPrefix(folder.root()).forEach(files::add);
    } catch (RuntimeException e) {
      if (!(e.getCause() instanceof FileNotFoundException)) {
        throw e;
      }
      // An object store has no folder before the first delivery.
    }
    return files;
  }
}
