package io.studylake.catalog;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Local files by their Iceberg location: {@code file:/a}, {@code file:///a} or a path. What follows
 * the scheme is the path as it is: Iceberg does not percent-encode locations, and partition folders
 * hold percent signs of their own.
 */
final class LocalPaths {
  private static final String SCHEME = "file:";
  private static final Pattern ANY_SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:.*");

  private LocalPaths() {}

  static boolean isLocal(String location) {
    return location.startsWith(SCHEME) || !ANY_SCHEME.matcher(location).matches();
  }

  /**
   * The path of a location.
   *
   * @throws IllegalArgumentException when it is on another machine or in another file system
   */
  static Path path(String location) {
    if (!isLocal(location)) {
      throw new IllegalArgumentException(
          "Cannot use %s as a local file: set io-impl to a FileIO for its scheme"
              .formatted(location));
    }
    String path = location.startsWith(SCHEME) ? location.substring(SCHEME.length()) : location;
    if (path.startsWith("//") && location.startsWith(SCHEME)) {
      path = path.substring(2);
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException(
            "Cannot use %s as a local file: it names a host; write file:/// and an absolute path"
                .formatted(location));
      }
    }
    return Path.of(path);
  }
}
