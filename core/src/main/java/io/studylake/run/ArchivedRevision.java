package io.studylake.run;

import io.studylake.delivery.ArchivedFiles;
import io.studylake.delivery.Compression;
import io.studylake.delivery.DeliveredFile;
import io.studylake.delivery.Delivery;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.Link;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a published revision, as its links on {@code main} name them. */
final class ArchivedRevision {
  private final VersionStore store;
  private final ArchivedFiles files;

  ArchivedRevision(VersionStore store, ArchivedFiles files) {
    this.store = store;
    this.files = files;
  }

  /**
   * Takes a revision's files up again.
   *
   * @param snapshot a commit that holds the revision
   * @param contents what its contents file is replaced by
   * @throws ReplayRefused when its entry does not say what its files are, or its contents cannot be
   *     replaced by those
   */
  Delivery open(CommitId snapshot, DeliveryEntry entry, Optional<DeliveredFile> contents) {
    String folder = "deliveries/" + entry.tag() + "/";
    Map<String, Link> links = new HashMap<>();
    for (Entry file : store.list(new View.Committed(snapshot), folder, Integer.MAX_VALUE)) {
      file.target().ifPresent(link -> links.put(file.path().substring(folder.length()), link));
    }
    if (entry.contents().isEmpty()
        || !links.containsKey(entry.contents())
        || !links.keySet().containsAll(entry.datasets().values())) {
      throw new ReplayRefused(
          "Cannot replay %s: %s does not say which of its archived files is which, as an older version of studylake did not write that down. Deliver its folder again with --replace."
              .formatted(entry.delivery(), DeliveryEntry.path(entry.tag())));
    }
    contents.ifPresent(file -> requireReplaces(entry, file));
    Map<String, DeliveredFile> datasets = new TreeMap<>();
    entry
        .datasets()
        .forEach(
            (dataset, name) ->
                datasets.put(dataset, files.open(name, links.get(name)).ofDataset(dataset)));
    return new Delivery(
        entry.delivery(),
        // Under its old name, whatever the corrected file is called: the revision has the same
        // files.
        contents
            .map(
                file ->
                    new DeliveredFile(
                        entry.contents(),
                        file.dataset(),
                        file.archived(),
                        file.scan(),
                        file.compression(),
                        file.unusable()))
            .orElseGet(() -> files.open(entry.contents(), links.get(entry.contents()))),
        Optional.of(entry.formats())
            .filter(links::containsKey)
            .map(file -> files.open(file, links.get(file))),
        datasets);
  }

  /** A file's name says how it is compressed, and the corrected one gets the old one's name. */
  private static void requireReplaces(DeliveryEntry entry, DeliveredFile contents) {
    Compression wanted = Compression.ofName(entry.contents());
    if (contents.compression() != wanted) {
      throw new ReplayRefused(
          "Cannot replay %s with the contents %s: they take the place of %s, which is %s. Give them in the same way."
              .formatted(
                  entry.delivery(),
                  contents.fileName(),
                  entry.contents(),
                  wanted == Compression.NONE
                      ? "not compressed"
                      : "compressed (%s)".formatted(wanted.name().toLowerCase(Locale.ROOT))));
    }
  }
}
