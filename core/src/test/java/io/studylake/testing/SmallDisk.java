package io.studylake.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system of its own and of few megabytes, which really is full when it is full. Mounted in
 * memory; gone with {@link #close}.
 */
public final class SmallDisk implements AutoCloseable {
  private static final String FILLER = "filler";

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one at an empty folder. */
  public static SmallDisk mount(Path folder, int megabytes) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String complaint =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    if (!complaint.isEmpty()) {
      throw new IllegalStateException("Cannot mount a small disk: " + complaint);
    }
    return new SmallDisk(folder);
  }

  /** Whether this process may mount one; empty when it may, else why not. */
  static String complaint() {
    try {
      Path folder = Files.createTempDirectory("small-disk");
      try (SmallDisk disk = mount(folder, 1)) {
        return disk.folder.equals(folder) ? "" : "it is elsewhere";
      } finally {
        Files.deleteIfExists(folder);
      }
    } catch (IOException | IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Its folder. */
  public Path folder() {
    return folder;
  }

  /** Fills it up to so many kilobytes. */
  public void fill(int kilobytesLeft) {
    release();
    long left = folder.toFile().getUsableSpace() - kilobytesLeft * 1024L;
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(folder.resolve(FILLER))) {
      for (long written = 0; written + block.length <= left; written += block.length) {
        out.write(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on nothing below a folder of it can be written. */
  public void readOnly(Path below) {
    String complaint =
        run("mount", "--bind", below.toString(), below.toString())
            + run("mount", "-o", "remount,bind,ro", below.toString());
    if (!complaint.isEmpty()) {
      throw new IllegalStateException("Cannot make a folder read-only: " + complaint);
    }
  }

  /** Takes away what {@link #fill} put there. */
  public void release() {
    try {
      Files.deleteIfExists(folder.resolve(FILLER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // Lazily: a store may still hold files of it open.
    run("umount", "-l", folder.toString());
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : "%s: %s".formatted(command[0], said.strip());
    } catch (IOException e) {
      return e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
