package io.studylake.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * @param ignored files that are neither, by name; a summary names them
 */
public record SourceFolder(
    Path path, Path contents, Map<String, Path> datasets, List<String> ignored) {

  /**
   * Lists a delivered folder.
   *
   * @param contentsNames names of the contents file, the most wanted first
   * @throws CannotReadDeliveryException when it is no folder, has no contents or no dataset, or has
   *     two files for one dataset
   */
  public static SourceFolder open(Path path, List<String> contentsNames) {
    List<Path> files = files(path);
    Path contents = contents(path, files, contentsNames);
    Map<String, Path> datasets = new TreeMap<>();
    List<String> ignored = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      String lower = name.toLowerCase(Locale.ROOT);
      if (file.equals(contents)) {
        continue;
      }
      if (!lower.endsWith(".csv")
          || contentsNames.stream().anyMatch(n -> n.equalsIgnoreCase(name))) {
        ignored.add(name);
        continue;
      }
      String dataset = lower.substring(0, lower.length() - ".csv".length());
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
    if (datasets.isEmpty()) {
      throw new CannotReadDeliveryException(
          "Cannot read %s: there is no dataset file (*.csv) in it.".formatted(path));
    }
    return new SourceFolder(
        path, contents, java.util.Collections.unmodifiableMap(datasets), List.copyOf(ignored));
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

  private static Path contents(Path path, List<Path> files, List<String> names) {
    for (String name : names) {
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
            .formatted(path, String.join(", ", names)));
  }
}
