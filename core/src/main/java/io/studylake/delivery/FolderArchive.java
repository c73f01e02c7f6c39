package io.studylake.delivery;

import io.studylake.csv.CsvSettings;
import io.studylake.files.DurableFiles;
import io.studylake.version.Link;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** An archive in a folder of the file system. */
final class FolderArchive implements Archive {
  private final Path folder;
  private final FileReading reading;

  /**
   * An archive in a folder, which is created when the first file is stored.
   *
   * @param csv how the files are written, for the scan
   */
  FolderArchive(Path folder, CsvSettings csv, DecompressionLimits limits) {
    this.folder = folder;
    this.reading = new FileReading(csv, limits, folder);
  }

  @Override
  public DeliveredFile store(Path file) {
    Path part = folder.resolve("." + UUID.randomUUID() + ".part");
    try {
      DurableFiles.createFolders(folder);
      FileReading.Read read = copy(file, part);
      Path kept = folder.resolve(read.sha256());
      keep(part, kept);
      return read.archivedAt(kept.toUri().toString());
    } catch (IOException e) {
      throw reading.unreadable(file, e);
    } finally {
      deleteQuietly(part);
    }
  }

  @Override
  public InputStream open(Link archived) throws IOException {
    return Files.newInputStream(Path.of(URI.create(archived.address())));
  }

  private FileReading.Read copy(Path from, Path to) throws IOException {
    try (FileChannel out =
        FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      return reading.read(
          from,
          (block, length) -> {
            ByteBuffer buffer = ByteBuffer.wrap(block, 0, length);
            while (buffer.hasRemaining()) {
              out.write(buffer);
            }
          });
    }
  }

  private void keep(Path part, Path kept) throws IOException {
    if (Files.exists(kept) && Files.size(kept) == Files.size(part)) {
      return;
    }
    // A pointer will name this file for good: it has to outlive a power loss.
    try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    try {
      Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      // Another run stored the same content meanwhile.
      return;
    }
    DurableFiles.forceFolder(folder);
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // A left-over part file holds no name that anything reads.
      return;
    }
  }
}
