package io.studylake.version;

import java.util.List;

/** The paths that every store takes: relative, one slash between parts, nothing to normalise. */
public final class EntryPath {
  private EntryPath() {}

  /**
   * Checks a folder whose children are asked for.
   *
   * @throws IllegalArgumentException unless it is empty or ends in a slash
   */
  public static void requireFolder(String folder) {
    if (!folder.isEmpty() && !folder.endsWith("/")) {
      throw new IllegalArgumentException(
          "Cannot list the children of '%s': a folder ends in a slash. Use '%s/'."
              .formatted(folder, folder));
    }
  }

  /**
   * Checks a path and takes it apart.
   *
   * @return its parts, from the outermost folder to the name
   * @throws IllegalArgumentException when a part is empty, {@code .} or {@code ..}, or holds a
   *     control character
   */
  public static List<String> parts(String path) {
    List<String> parts = List.of(path.split("/", -1));
    for (String part : parts) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException(
            "Cannot use path '%s': it has an empty part, '.' or '..'. Use parts with one slash between, none in front."
                .formatted(path));
      }
    }
    if (path.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "Cannot use path '%s': it holds a control character. Leave it out."
              .formatted(path.replaceAll("\\p{Cntrl}", "?")));
    }
    return parts;
  }
}
