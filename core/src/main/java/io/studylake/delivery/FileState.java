package io.studylake.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells whether a file was written to or exchanged while it was read.
 *
 * @param key which file the name stands for, where the file system says so; otherwise empty
 */
record FileState(long size, FileTime modified, String key) {
  /** A file as it is now, through symbolic links. */
  static FileState of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    Optional<String> other = noFile(attributes);
    if (other.isPresent()) {
      // To open a pipe would wait for a writer for ever.
      throw new IOException("it is %s, not a file".formatted(other.get()));
    }
    return new FileState(
        attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
  }

  /** What something is that is no file; empty for a file. */
  static Optional<String> noFile(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return Optional.empty();
    }
    return Optional.of(attributes.isDirectory() ? "a folder" : "a pipe, a socket or a device");
  }
}
