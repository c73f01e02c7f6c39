package io.studylake.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.ValidationException;

/** Where the tables of a study lie, and that they lie nowhere else. */
final class Warehouse {
  private static final List<String> PATH_PROPERTIES =
      List.of(
          TableProperties.WRITE_DATA_LOCATION,
          TableProperties.WRITE_METADATA_LOCATION,
          "write.object-storage.path",
          "write.folder-storage.path");

  private final String root;

  /**
   * The part of a warehouse that belongs to one study.
   *
   * @param location a URI, or a local path
   */
  Warehouse(String location, String study) {
    this.root = absolute(location).replaceAll("/+$", "") + "/" + study;
  }

  /** A location that no table had before. */
  String newTableLocation(String namespace, String table) {
    return "%s/%s/%s-%s".formatted(root, namespace, table, UUID.randomUUID());
  }

  /**
   * Checks that a table keeps its files inside the study's folder.
   *
   * @throws ValidationException naming the location that lies outside
   */
  void requireInside(String table, TableMetadata metadata) {
    Stream.concat(
            Stream.of(metadata.location()),
            PATH_PROPERTIES.stream()
                .flatMap(
                    property -> Optional.ofNullable(metadata.property(property, null)).stream()))
        .forEach(location -> requireInside(table, location));
  }

  /**
   * Checks that a file or folder of a table lies inside the study's folder.
   *
   * @throws ValidationException when it does not
   */
  void requireInside(String table, String location) {
    if (!plain(location).startsWith(plain(root) + "/")
        || Arrays.asList(location.split("/", -1)).contains("..")) {
      throw new ValidationException(
          "Cannot place table %s at %s: it is outside %s. Leave the location out, or name one"
              + " inside.",
          table, location, root);
    }
  }

  private static String absolute(String location) {
    return LocalPaths.isLocal(location)
        ? "file://" + LocalPaths.path(location).toAbsolutePath().normalize()
        : location;
  }

  private static String plain(String location) {
    return LocalPaths.isLocal(location) ? LocalPaths.path(location).toString() : location;
  }
}
