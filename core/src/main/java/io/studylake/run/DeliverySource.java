package io.studylake.run;

import java.nio.file.Path;
import java.util.Optional;

/** Where a run takes a delivery's files from. */
public sealed interface DeliverySource {
  /**
   * A delivered folder.
   *
   * @param path the folder
   */
  record Folder(Path path) implements DeliverySource {}

  /**
   * The archived files of a published delivery, which is loaded again as its next revision. Whole
   * datasets are, so that no table is ever read partly under one setting and partly under another.
   *
   * @param contents corrected contents, in place of the archived ones
   * @param user who asked for it, for the record
   * @param reason why, for the record; empty when none was given
   */
  record Archived(Optional<Path> contents, String user, String reason) implements DeliverySource {}
}
