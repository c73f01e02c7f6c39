package io.studylake.version.local;

import io.studylake.text.Nearest;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that holds the repositories of all studies: {@code lake.json} with the format, {@code
 * versions/<repository>.git}.
 *
 * @param folder the lake's folder, absolute
 */
record Lake(Path folder) {
  private static final int FORMAT = 1;
  private static final String SUFFIX = ".git";

  Path versions() {
    return folder.resolve("versions");
  }

  Path repository(String name) {
    return versions().resolve(name + SUFFIX);
  }

  /** Checks that there is a lake that this program can read, with that repository. */
  Path existing(String repository) throws IOException {
    if (!checkFormat()) {
      throw new RefNotFoundException(
          "Cannot open study '%s' in %s: there is no lake (lake.json is missing). Check the folder; a delivery, or `studylake init`, makes a lake."
              .formatted(repository, folder));
    }
    Path gitFolder = repository(repository);
    if (!Files.isDirectory(gitFolder)) {
      throw new RefNotFoundException(
          "Cannot open study '%s' in %s: there is no such study.%s A delivery, or `studylake init`, makes a new one."
              .formatted(
                  repository,
                  folder,
                  Nearest.to(repository, repositories())
                      .map(" The nearest is '%s'."::formatted)
                      .orElse("")));
    }
    return gitFolder;
  }

  /** Creates lake and repository where they are missing; one process or thread does it for all. */
  Path existingOrCreated(String repository) throws IOException {
    if (checkFormat() && Files.isDirectory(repository(repository))) {
      return repository(repository);
    }
    try {
      Files.createDirectories(versions());
    } catch (FileAlreadyExistsException e) {
      throw new StoreUnavailableException(
          "Cannot create a lake in %s: %s is a file. Name a folder.".formatted(folder, e.getFile()),
          e);
    }
    return Guard.of(versions().resolve("creating.guard"))
        .holding(
            () -> {
              if (!checkFormat()) {
                Durable.write(
                    folder.resolve("lake.json"), FlatJson.write(Map.of("format", FORMAT)));
              }
              Path gitFolder = repository(repository);
              if (!Files.isDirectory(gitFolder)) {
                NewRepository.create(gitFolder);
              }
              return gitFolder;
            });
  }

  /** Whether there is a lake; refuses one of a newer program. */
  private boolean checkFormat() throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new StoreUnavailableException(
          "Cannot open a lake at %s: it is a file. Name a folder.".formatted(folder), null);
    }
    Path file = folder.resolve("lake.json");
    Optional<Integer> format = Optional.empty();
    if (!Files.exists(file)) {
      return false;
    }
    try {
      format =
          Optional.ofNullable(FlatJson.read(Files.readString(file)).get("format"))
              .map(Integer::valueOf);
    } catch (IOException | NumberFormatException e) {
      throw unreadable(file, e);
    }
    if (format.orElseThrow(() -> unreadable(file, null)) > FORMAT) {
      throw new StoreUnavailableException(
          "Cannot open the lake at %s: it has format %d, this program knows up to %d. Use a newer studylake."
              .formatted(folder, format.get(), FORMAT),
          null);
    }
    return true;
  }

  private static StoreUnavailableException unreadable(Path file, Exception cause) {
    return new StoreUnavailableException(
        "Cannot open the lake: %s does not hold what studylake writes, {\"format\":%d}. Restore it."
            .formatted(file, FORMAT),
        cause);
  }

  private List<String> repositories() throws IOException {
    if (!Files.isDirectory(versions())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(versions())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .toList();
    }
  }
}
