package io.studylake.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A delivery as it lies in the archive.
 *
 * @param name its name, for example {@code d1}
 * @param contents its contents file
 * @param formats its formats file, where it has one
 * @param datasets its dataset files by dataset name in lower case
 */
public record Delivery(
    String name,
    DeliveredFile contents,
    Optional<DeliveredFile> formats,
    Map<String, DeliveredFile> datasets) {
  private static final String CSV = ".csv";

  /** Copies what is mutable. */
  public Delivery {
    datasets = java.util.Collections.unmodifiableMap(new TreeMap<>(datasets));
  }

  /** All files, the contents first, then the formats. */
  public List<DeliveredFile> files() {
    List<DeliveredFile> all = new ArrayList<>();
    all.add(contents);
    formats.ifPresent(all::add);
    all.addAll(datasets.values());
    return List.copyOf(all);
  }

  /**
   * The dataset that a file is of, or would be of when it were delivered.
   *
   * @param fileName as problems name it
   * @return lower case; empty for the contents file, and for what is no file
   */
  public Optional<String> datasetOf(String fileName) {
    for (Map.Entry<String, DeliveredFile> dataset : datasets.entrySet()) {
      if (dataset.getValue().fileName().equals(fileName)) {
        return Optional.of(dataset.getKey());
      }
    }
    String lower = fileName.toLowerCase(Locale.ROOT);
    boolean noDataset = fileName.equals(contents.fileName()) || !lower.endsWith(CSV);
    return noDataset
        ? Optional.empty()
        : Optional.of(lower.substring(0, lower.length() - CSV.length()));
  }

  /**
   * What identifies the content: the SHA-256 over the sorted names (lower case) and hashes of the
   * files. Two deliveries of equal content are the same data under two names.
   */
  public String contentId() {
    StringBuilder all = new StringBuilder();
    all.append("contents ").append(contents.archived().sha256()).append('\n');
    // No dataset has a blank in its name. Without formats the id is that of earlier versions.
    formats.ifPresent(
        file -> all.append("user formats ").append(file.archived().sha256()).append('\n'));
    datasets.forEach(
        (dataset, file) ->
            all.append(dataset).append(' ').append(file.archived().sha256()).append('\n'));
    return Fingerprint.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
