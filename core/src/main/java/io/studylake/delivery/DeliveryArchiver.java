package io.studylake.delivery;

import io.studylake.progress.Progress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Step 2: keeps the files of a delivered folder in the archive. */
public final class DeliveryArchiver {
  private final Archive archive;
  private final String step;
  private final Progress progress;

  /** Keeps files in an archive. */
  public DeliveryArchiver(Archive archive, Progress progress) {
    this(archive, "Archive", progress);
  }

  /** Keeps files in an archive, under another name of the step. */
  public DeliveryArchiver(Archive archive, String step, Progress progress) {
    this.archive = archive;
    this.step = step;
    this.progress = progress;
  }

  /**
   * Archives a folder.
   *
   * @param name the delivery's name
   * @throws CannotReadDeliveryException when a file cannot be archived, or the contents not be read
   */
  public Delivery store(SourceFolder source, String name) {
    int beside = source.formats().isPresent() ? 2 : 1;
    progress.step(step, "%d files".formatted(source.datasets().size() + beside));
    DeliveredFile contents = archive.store(source.contents());
    if (contents.unusable().isPresent()) {
      throw new CannotReadDeliveryException(
          "Cannot read %s: %s. Compress it again, or deliver it uncompressed."
              .formatted(source.contents(), contents.unusable().get()));
    }
    progress.end(step, "contents", "%,d bytes".formatted(contents.archived().sizeBytes()));
    Optional<DeliveredFile> formats = source.formats().map(archive::store);
    formats.ifPresent(
        file -> progress.end(step, "formats", "%,d bytes".formatted(file.archived().sizeBytes())));
    Map<String, DeliveredFile> datasets = new TreeMap<>();
    for (Map.Entry<String, Path> file : source.datasets().entrySet()) {
      progress.begin(step, file.getKey());
      DeliveredFile stored = archive.store(file.getValue()).ofDataset(file.getKey());
      datasets.put(file.getKey(), stored);
      progress.end(step, file.getKey(), "%,d bytes".formatted(stored.archived().sizeBytes()));
    }
    for (SourceFolder.Ignored ignored : source.ignored()) {
      progress.note("%s is %s: ignored.".formatted(ignored.name(), ignored.why()));
    }
    return new Delivery(name, contents, formats, datasets);
  }
}
