package io.studylake.delivery;

import io.studylake.delivery.SourceFolder.Ignored;
import io.studylake.text.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds out what each entry of a delivered folder is, and refuses all that is wrong together. */
final class FolderSurvey {
  private static final String EXTENSION = ".csv";
  private static final Pattern DATASET = Pattern.compile("[a-z_][a-z0-9_]{0,63}");

  /** A file's name becomes part of a path on a branch, and of messages. */
  private static final Pattern FILE_NAME =
      Pattern.compile("[\\p{IsLatin}0-9_][\\p{IsLatin}0-9 ._()+,=@#&-]*");

  private final Path folder;
  private final FolderEntries entries;
  private final FileNames names;
  private final Map<String, Path> datasets = new TreeMap<>();
  private final List<Ignored> ignored = new ArrayList<>();
  private final List<String> defects = new ArrayList<>();

  FolderSurvey(Path folder, FileNames names) {
    this.folder = folder;
    this.entries = FolderEntries.of(folder);
    this.names = names;
  }

  SourceFolder survey() {
    if (entries.visible().isEmpty()) {
      throw cannotRead("it is empty.");
    }
    Path contents = contents();
    entries.defect(contents).ifPresent(defects::add);
    Optional<Path> formats = named(names.formats());
    formats.flatMap(entries::defect).ifPresent(defects::add);
    for (Path entry : entries.visible()) {
      if (!entry.equals(contents) && formats.filter(entry::equals).isEmpty()) {
        place(entry, name(entry));
      }
    }
    refuse();
    if (datasets.isEmpty()) {
      throw cannotRead(
          names.pattern().isEmpty()
              ? "there is no dataset file (*.csv) in it."
              : "there is no dataset file in it whose name without .csv is as studylake.delivery.file-pattern says, %s."
                  .formatted(names.pattern()));
    }
    return new SourceFolder(
        folder, contents, formats, Collections.unmodifiableMap(datasets), List.copyOf(ignored));
  }

  private Path contents() {
    return named(names.contents())
        .orElseThrow(
            () ->
                cannotRead(
                    ("there is no contents file (%s) that gives the columns' types. Ask the sponsor"
                            + " for the output of PROC CONTENTS, or name the file in"
                            + " studylake.delivery.contents.")
                        .formatted(String.join(", ", names.contents()))));
  }

  private Optional<Path> named(List<String> wanted) {
    for (String name : wanted) {
      for (Path entry : entries.visible()) {
        if (Compression.uncompressedName(name(entry)).equalsIgnoreCase(name)) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }

  private void place(Path entry, String name) {
    String file = Compression.uncompressedName(name);
    if (!file.toLowerCase(Locale.ROOT).endsWith(EXTENSION) || names.isBesideDatasets(file)) {
      ignore(name, "neither contents, formats nor a dataset");
      return;
    }
    names
        .dataset(file.substring(0, file.length() - EXTENSION.length()))
        .ifPresentOrElse(
            dataset -> take(entry, name, dataset),
            () -> ignore(name, "not named as delivery.file-pattern says"));
  }

  private void ignore(String name, String why) {
    ignored.add(new Ignored(Printable.of(name), why));
  }

  private void take(Path entry, String name, String dataset) {
    if (!DATASET.matcher(dataset).matches()) {
      defects.add(
          "'%s' is no dataset name (letters, digits and '_', a letter first). Rename the file or take it out of the folder."
              .formatted(Printable.of(name)));
      return;
    }
    if (!FILE_NAME.matcher(name).matches()) {
      defects.add(
          "the name '%s' holds more than Latin letters, digits, blanks and ._()+,=@#&-. Rename the file."
              .formatted(Printable.of(name)));
      return;
    }
    entries.defect(entry).ifPresent(defects::add);
    Path other = datasets.put(dataset, entry);
    if (other != null) {
      defects.add(
          "%s and %s are both dataset %s. Keep one of them.".formatted(name(other), name, dataset));
    }
  }

  private void refuse() {
    if (defects.size() == 1) {
      throw cannotRead(defects.get(0));
    }
    if (!defects.isEmpty()) {
      throw cannotRead(
          "%d things are wrong with its files.%n  %s"
              .formatted(defects.size(), String.join(System.lineSeparator() + "  ", defects)));
    }
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
  }

  private CannotReadDeliveryException cannotRead(String why) {
    return new CannotReadDeliveryException("Cannot read %s: %s".formatted(folder, why));
  }
}
