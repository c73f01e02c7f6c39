package io.studylake.running;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.studylake.storage.ObjectFolder;
import io.studylake.storage.ObjectStoreException;
import io.studylake.version.StoreUnavailableException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** The folder {@code running} of a study's warehouse, in a file system or an object store. */
final class NoticeFolder {
  private static final int MOST_BYTES = 1 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private final FileIO io;
  private final String location;
  private final Optional<ObjectFolder> objects;

  /**
   * A folder, which need not exist.
   *
   * @param location without a slash at its end
   * @param objects the same in an object store, which knows what its failures mean; empty for a
   *     folder of a file system
   */
  NoticeFolder(FileIO io, String location, Optional<ObjectFolder> objects) {
    this.io = io;
    this.location = location;
    this.objects = objects;
  }

  /**
   * Writes a beat of a notice.
   *
   * @throws ObjectStoreException when the object store does not take it
   * @throws StoreUnavailableException when the file system does not
   */
  void write(Notice notice, long beat) {
    write(NoticeFile.name(notice.id(), beat), bytes(notice));
  }

  /** Writes a file under a name that nothing else has. */
  void write(String name, byte[] content) {
    try (OutputStream out = io.newOutputFile(locationOf(name)).create()) {
      out.write(content);
    } catch (IOException | RuntimeException e) {
      throw unwritable(e);
    }
  }

  /** Reads a notice; empty when it is gone, or not whole yet. */
  Optional<Notice> read(NoticeFile file) {
    try (SeekableInputStream in = io.newInputFile(file.location()).newStream()) {
      return Optional.of(JSON.readValue(in.readNBytes(MOST_BYTES), Notice.class));
    } catch (NotFoundException | JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      if (isMissing(e)) {
        return Optional.empty();
      }
      throw unreadable(e);
    }
  }

  /** The beats that are there. */
  List<NoticeFile> list() {
    List<NoticeFile> files = new ArrayList<>();
    for (FileInfo file : all()) {
      if (NoticeFile.isOne(file.location())) {
        files.add(NoticeFile.of(file.location(), Instant.ofEpochMilli(file.createdAtMillis())));
      }
    }
    return files;
  }

  /** When a file of this folder was written, by the clock of whoever keeps it. */
  Optional<Instant> writtenAt(String name) {
    return all().stream()
        .filter(file -> file.location().endsWith("/" + name))
        .map(file -> Instant.ofEpochMilli(file.createdAtMillis()))
        .findFirst();
  }

  /** Deletes a file if that can be; a leftover says nothing wrong for long. */
  void deleteQuietly(String file) {
    try {
      io.deleteFile(file);
    } catch (RuntimeException e) {
      // The next process that looks tries again.
      return;
    }
  }

  /** Where a file of this folder lies. */
  String locationOf(String name) {
    return location + "/" + name;
  }

  private List<FileInfo> all() {
    try {
      List<FileInfo> files = new ArrayList<>();
      ((SupportsPrefixOperations) io).listPrefix(location).forEach(files::add);
      return files;
    } catch (RuntimeException e) {
      if (isMissing(e)) {
        // Nobody has been at work yet.
        return List.of();
      }
      throw unreadable(e);
    }
  }

  private static byte[] bytes(Notice notice) {
    try {
      return JSON.writeValueAsBytes(notice);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Cannot write a notice", e);
    }
  }

  private static boolean isMissing(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof FileNotFoundException
          || at instanceof NoSuchFileException
          || at instanceof NotFoundException) {
        return true;
      }
    }
    return false;
  }

  private RuntimeException unwritable(Exception e) {
    return unusable(
        "Cannot say in %s that this process is at work".formatted(location),
        "Let this user write there, and see that the disk is not full.",
        e);
  }

  private RuntimeException unreadable(Exception e) {
    return unusable(
        "Cannot look in %s who is at work on the study".formatted(location),
        "Let this user read there.",
        e);
  }

  private RuntimeException unusable(String what, String todo, Exception e) {
    IOException cause = cause(e);
    return objects
        .<RuntimeException>map(
            store -> new ObjectStoreException("%s: %s".formatted(what, store.meaning(cause)), e))
        .orElseGet(
            () ->
                new StoreUnavailableException(
                    "%s: %s. %s".formatted(what, reason(cause), todo), e));
  }

  /** The failure of the file system that Iceberg wrapped. */
  private static IOException cause(Exception e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof IOException io) {
        return io;
      }
    }
    return new IOException(String.valueOf(e.getMessage()), e);
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof AccessDeniedException) {
      return "permission denied (%s)".formatted(message);
    }
    return e.getClass() == IOException.class
        ? message
        : e.getClass().getSimpleName() + " " + message;
  }
}
