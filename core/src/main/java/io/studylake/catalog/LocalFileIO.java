package io.studylake.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsPrefixOperations;

/**
 * Files of this machine for Iceberg, without Hadoop: no checksum files beside them, nothing to
 * start, and a closed file survives a power loss.
 */
public final class LocalFileIO implements SupportsPrefixOperations {
  /** At most so much is read or written in one go. */
  static final int PIECE_BYTES = 1 << 20;

  private static final long serialVersionUID = 1L;

  private Map<String, String> properties = Map.of();

  /** For Iceberg, which creates it by name. */
  public LocalFileIO() {}

  @Override
  public void initialize(Map<String, String> values) {
    this.properties = Map.copyOf(values);
  }

  @Override
  public Map<String, String> properties() {
    return properties;
  }

  @Override
  public InputFile newInputFile(String location) {
    return new LocalInputFile(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new LocalOutputFile(location);
  }

  @Override
  public void deleteFile(String location) {
    delete(LocalPaths.path(location));
  }

  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    return under(prefix).stream()
        .filter(Files::isRegularFile)
        .flatMap(file -> info(file).stream())
        .toList();
  }

  /**
   * Refused: refs share files, so nobody may delete a folder of them.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public void deletePrefix(String prefix) {
    throw new UnsupportedOperationException(
        "Cannot delete all files below %s: refs share files. Delete single files that no ref reaches."
            .formatted(prefix));
  }

  private static List<Path> under(String prefix) {
    Path folder = LocalPaths.path(prefix);
    if (!Files.exists(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) {
                // Somebody deleted it while the folder was listed.
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list %s".formatted(prefix), e);
    }
    files.sort(null);
    return files;
  }

  private static Optional<FileInfo> info(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(
          new FileInfo(
              "file://" + path, attributes.size(), attributes.lastModifiedTime().toMillis()));
    } catch (NoSuchFileException e) {
      // Somebody deleted it while the folder was listed.
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list %s".formatted(path), e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete %s".formatted(path), e);
    }
  }
}
