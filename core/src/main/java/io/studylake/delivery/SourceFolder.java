package io.studylake.delivery;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A delivered folder: one contents file, one CSV file per dataset, and perhaps a formats file.
 *
 * @param path the folder
 * @param contents the contents file
 * @param formats the formats file, where there is one
 * @param datasets the dataset files by dataset name in lower case, in order of name
 * @param ignored what else is in the folder, in order of name
 */
public record SourceFolder(
    Path path,
    Path contents,
    Optional<Path> formats,
    Map<String, Path> datasets,
    List<Ignored> ignored) {

  /**
   * Something in the folder that is not read.
   *
   * @param name its name as messages may show it
   * @param why what it is, or is not: {@code neither contents, formats nor a dataset}
   */
  public record Ignored(String name, String why) {}

  /**
   * Looks into a delivered folder, without opening a file. Names that start with a point are passed
   * over.
   *
   * @throws CannotReadDeliveryException when it is no folder or may not be read, has no contents or
   *     no dataset, has two files for one dataset, or something in the place of a file that is none
   *     or lies elsewhere
   */
  public static SourceFolder open(Path path, FileNames names) {
    return new FolderSurvey(path, names).survey();
  }
}
