package io.studylake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Temporary folders of processes. */
final class TestFolders {
  private TestFolders() {}

  /** Removes a folder with all in it; what cannot be removed stays, which fails no test. */
  static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Cannot remove " + folder + ": " + e.getMessage());
    }
  }
}
