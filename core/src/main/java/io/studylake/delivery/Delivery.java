package io.studylake.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A delivery as it lies in the archive.
 *
 * @param name its name, for example {@code d1}
 * @param contents its contents file
 * @param datasets its dataset files by dataset name in lower case
 */
public record Delivery(String name, DeliveredFile contents, Map<String, DeliveredFile> datasets) {
  /** Copies what is mutable. */
  public Delivery {
    datasets = java.util.Collections.unmodifiableMap(new TreeMap<>(datasets));
  }

  /** All files, the contents first. */
  public List<DeliveredFile> files() {
    List<DeliveredFile> all = new ArrayList<>();
    all.add(contents);
    all.addAll(datasets.values());
    return List.copyOf(all);
  }

  /**
   * What identifies the content: the SHA-256 over the sorted names (lower case) and hashes of the
   * files. Two deliveries of equal content are the same data under two names.
   */
  public String contentId() {
    StringBuilder all = new StringBuilder();
    all.append("contents ").append(contents.archived().sha256()).append('\n');
    datasets.forEach(
        (dataset, file) ->
            all.append(dataset).append(' ').append(file.archived().sha256()).append('\n'));
    return Fingerprint.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
