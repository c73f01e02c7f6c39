package io.studylake.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A delivered folder: one contents file and one CSV file per dataset.
 *
 * @param path the folder
 * @param contents the contents file
 * @param datasets the dataset files by dataset name in lower case, in order of name
 * @param ignored what else is in the folder, in order of name
 */
public record SourceFolder(
    Path path, Path contents, Map<String, Path> datasets, List<Ignored> ignored) {
  private static final String EXTENSION = ".csv";

  /**
   * A file that is not read.
   *
   * @param why what it is, or is not: {@code neither contents nor a dataset}
   */
  public record Ignored(String name, String why) {}

  /**
   * Lists a delivered folder.
   *
   * @throws CannotReadDeliveryException when it is no folder, has no contents or no dataset, or has
   *     two files for one dataset
   */
  public static SourceFolder open(Path path, FileNames names) {
    List<Path> files = files(path);
    Path contents = contents(path, files, names);
    Map<String, Path> datasets = new TreeMap<>();
    List<Ignored> ignored = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (file.equals(contents)) {
        continue;
      }
      if (!name.toLowerCase(Locale.ROOT).endsWith(EXTENSION) || names.isContents(name)) {
        ignored.add(new Ignored(name, "neither contents nor a dataset"));
        continue;
      }
      names
          .dataset(name.substring(0, name.length() - EXTENSION.length()))
          .ifPresentOrElse(
              dataset -> put(path, datasets, dataset, file),
              () -> ignored.add(new Ignored(name, "not named as delivery.file-pattern says")));
    }
    if (datasets.isEmpty()) {
      throw new CannotReadDeliveryException(
          names.pattern().isEmpty()
              ? "Cannot read %s: there is no dataset file (*.csv) in it.".formatted(path)
              : "Cannot read %s: there is no dataset file in it whose name without .csv is as studylake.delivery.file-pattern says, %s."
                  .formatted(path, names.pattern()));
    }
    return new SourceFolder(
        path, contents, Collections.unmodifiableMap(datasets), List.copyOf(ignored));
  }

  private static void put(Path path, Map<String, Path> datasets, String dataset, Path file) {
    String name = file.getFileName().toString();
    if (!dataset.matches("[a-z_][a-z0-9_]*")) {
      throw new CannotReadDeliveryException(
          ("Cannot read %s: '%s' is no dataset name (letters, digits and '_', a letter first)."
                  + " Rename the file or take it out of the folder.")
              .formatted(path, name));
    }
    Path other = datasets.put(dataset, file);
    if (other != null) {
      throw new CannotReadDeliveryException(
          "Cannot read %s: %s and %s are both dataset %s. Keep one of them."
              .formatted(path, other.getFileName(), name, dataset));
    }
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      throw new CannotReadDeliveryException(
          Files.exists(path)
              ? "Cannot read %s: it is a file. Name the folder that holds the delivery."
                  .formatted(path)
              : "Cannot read %s: there is no such folder.".formatted(path));
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new CannotReadDeliveryException(
          "Cannot read %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static Path contents(Path path, List<Path> files, FileNames names) {
    for (String name : names.contents()) {
      for (Path file : files) {
        if (file.getFileName().toString().equalsIgnoreCase(name)) {
          return file;
        }
      }
    }
    throw new CannotReadDeliveryException(
        ("Cannot read %s: there is no contents file (%s) that gives the columns' types. Ask the"
                + " sponsor for the output of PROC CONTENTS, or name the file in"
                + " studylake.delivery.contents.")
            .formatted(path, String.join(", ", names.contents())));
  }
}
