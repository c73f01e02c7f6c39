package io.studylake.delivery;

import io.studylake.text.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What lies in a delivered folder, and what of it may be read. The folder is written by others: a
 * link in it must not make studylake read, and publish, a file of this machine.
 *
 * @param real where the folder is, without symbolic links
 * @param visible its entries whose names do not start with a point, in order
 */
record FolderEntries(Path real, List<Path> visible) {
  /** Lists a folder, which may be a symbolic link itself. */
  static FolderEntries of(Path folder) {
    try {
      if (!Files.readAttributes(folder, BasicFileAttributes.class).isDirectory()) {
        throw cannotRead(folder, "it is a file. Name the folder that holds the delivery.");
      }
      try (Stream<Path> entries = Files.list(folder)) {
        return new FolderEntries(
            folder.toRealPath(),
            entries
                .filter(entry -> !entry.getFileName().toString().startsWith("."))
                .sorted()
                .toList());
      }
    } catch (NoSuchFileException e) {
      throw cannotRead(folder, "there is no such folder.");
    } catch (AccessDeniedException e) {
      throw cannotRead(
          folder,
          "permission denied. Let %s list and read it.".formatted(System.getProperty("user.name")));
    } catch (IOException e) {
      throw new CannotReadDeliveryException("Cannot read %s: %s".formatted(folder, e), e);
    }
  }

  private static CannotReadDeliveryException cannotRead(Path folder, String why) {
    return new CannotReadDeliveryException("Cannot read %s: %s".formatted(folder, why));
  }

  /** Why an entry is not to be opened, as a sentence that begins with its name. */
  Optional<String> defect(Path entry) {
    String name = Printable.of(entry.getFileName().toString());
    try {
      Optional<String> link = Files.isSymbolicLink(entry) ? linkDefect(entry) : Optional.empty();
      if (link.isPresent()) {
        return Optional.of(name + link.get());
      }
      Optional<String> other =
          FileState.noFile(Files.readAttributes(entry, BasicFileAttributes.class));
      if (other.isPresent()) {
        return Optional.of(
            "%s is %s, not a file. Take it out of the folder.".formatted(name, other.get()));
      }
      return Files.isReadable(entry) ? Optional.empty() : Optional.of(denied(name));
    } catch (AccessDeniedException e) {
      return Optional.of(denied(name));
    } catch (IOException e) {
      return Optional.of("%s cannot be looked at: %s.".formatted(name, Printable.of("" + e)));
    }
  }

  private Optional<String> linkDefect(Path entry) throws IOException {
    String target = Printable.of(Files.readSymbolicLink(entry).toString());
    Path leadsTo;
    try {
      leadsTo = entry.toRealPath();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      return Optional.of(
          " is a symbolic link to %s, where there is no file. Put the file itself there."
              .formatted(target));
    }
    return leadsTo.startsWith(real)
        ? Optional.empty()
        : Optional.of(
            " is a symbolic link out of the folder, to %s. Put the file itself there."
                .formatted(Printable.of(leadsTo.toString())));
  }

  private static String denied(String name) {
    return "%s may not be read: permission denied. Let %s read it."
        .formatted(name, System.getProperty("user.name"));
  }
}
