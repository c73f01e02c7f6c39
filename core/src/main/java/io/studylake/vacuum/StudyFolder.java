package io.studylake.vacuum;

import io.studylake.lake.Study;
import java.net.URI;
import java.nio.file.Path;
import org.apache.iceberg.io.FileIO;

/**
 * A study's folder in the warehouse, and the names of files in it. Tables name their files as
 * Iceberg does, without percent-encoding; links name them as URIs.
 *
 * @param root its location, without a slash at its end
 * @param io opens its files
 */
record StudyFolder(String root, FileIO io) {
  static StudyFolder of(Study study, FileIO io) {
    return new StudyFolder(plain(study.folder()), io);
  }

  /**
   * The path of a file in this folder.
   *
   * @throws CannotVacuumException when it lies outside: then this is not the folder that the
   *     study's snapshots were written to, and no file in it can be told to be unreachable
   */
  String path(String location) {
    String plain = plain(location);
    if (!plain.startsWith(root + "/")) {
      throw new CannotVacuumException(
          ("Cannot vacuum %s: snapshots of the study name files elsewhere, %s for example, so what"
                  + " is here may be theirs under another name. Set studylake.warehouse as it was"
                  + " when the study was delivered.")
              .formatted(root, location));
    }
    return plain.substring(root.length() + 1);
  }

  /** The path of the file that a link names, which may be a URI. */
  String pathOfLink(String address) {
    return address.startsWith("file:") && address.indexOf('%') >= 0
        ? path(Path.of(URI.create(address)).toString())
        : path(address);
  }

  boolean isLocal() {
    return root.startsWith("/");
  }

  /** One name for one file: {@code file:/a}, {@code file:///a} and {@code /a} are the same. */
  static String plain(String location) {
    if (location.startsWith("file:")) {
      return location.substring("file:".length()).replaceFirst("^/+", "/");
    }
    return location.replaceFirst("^s3n?://", "s3a://");
  }
}
