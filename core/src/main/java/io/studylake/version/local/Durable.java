package io.studylake.version.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.studylake.files.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there, and whole, also after the machine lost its power. */
final class Durable {
  private Durable() {}

  /** Writes a file that is there whole or not at all. */
  static void write(Path file, String content) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(fresh, content.getBytes(UTF_8));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    move(fresh, file);
  }

  /** Renames in one step. */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    forceNames(to.getParent());
  }

  /** Forces the names in a folder, after a rename in it. */
  static void forceNames(Path folder) throws IOException {
    DurableFiles.forceFolder(folder);
  }
}
