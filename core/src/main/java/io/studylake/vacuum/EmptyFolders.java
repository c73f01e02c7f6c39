package io.studylake.vacuum;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes away the folders of tables that no ref has any more, once nothing is in them. A table that
 * is being made has a folder of a new name, so nobody writes into these.
 */
final class EmptyFolders {
  private final Path root;
  private final Reachable reachable;

  EmptyFolders(StudyFolder folder, Reachable reachable) {
    this.root = Path.of(folder.root());
    this.reachable = reachable;
  }

  /**
   * Takes folders away.
   *
   * @param emptied table folders that files were deleted from
   * @param before others have to be older than this
   * @return folders of tables taken away
   */
  long remove(Set<String> emptied, Instant before) {
    long removed = 0;
    try {
      for (Path table : tableFolders()) {
        String path = root.relativize(table).toString();
        if (!reachable.holdsFolder(path)
            && (emptied.contains(path) || isOlder(table, before))
            && removeIfEmpty(table)) {
          removed++;
        }
      }
    } catch (IOException e) {
      // An empty folder does no harm; the next vacuum tries again.
      return removed;
    }
    return removed;
  }

  private List<Path> tableFolders() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.find(root, 2, (path, is) -> is.isDirectory())) {
      return paths.filter(path -> Place.isTableFolder(root.relativize(path).toString())).toList();
    }
  }

  /** Whether nobody made or deleted anything in any folder of a table since a moment. */
  private static boolean isOlder(Path table, Instant before) throws IOException {
    try (Stream<Path> paths = Files.walk(table)) {
      for (Path path : paths.toList()) {
        if (Files.getLastModifiedTime(path).toInstant().isAfter(before)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean removeIfEmpty(Path table) throws IOException {
    List<Path> folders = new ArrayList<>();
    boolean[] empty = {true};
    Files.walkFileTree(
        table,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            empty[0] = false;
            return FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            folders.add(folder);
            return FileVisitResult.CONTINUE;
          }
        });
    if (!empty[0]) {
      return false;
    }
    for (Path folder : folders) {
      // Refuses a folder that is not empty.
      Files.deleteIfExists(folder);
    }
    return true;
  }
}
