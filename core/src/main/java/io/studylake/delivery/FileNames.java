package io.studylake.delivery;

import io.studylake.config.DeliveryConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the files of a delivery are called.
 *
 * @param contents names of the contents file, the most wanted first
 * @param formats names of the formats file, the most wanted first
 * @param pattern regular expression for the names of dataset files without extension, whose group
 *     {@code dataset} is the dataset; empty: the name is the dataset
 */
public record FileNames(List<String> contents, List<String> formats, String pattern) {
  /** Copies what is mutable. */
  public FileNames {
    contents = List.copyOf(contents);
    formats = List.copyOf(formats);
  }

  /** As configured. */
  public static FileNames of(DeliveryConfig config) {
    return new FileNames(config.contents(), config.formats(), config.filePattern());
  }

  /** Whether a file may be contents or formats by its name; regardless of case. */
  boolean isBesideDatasets(String fileName) {
    return Stream.concat(contents.stream(), formats.stream())
        .anyMatch(name -> name.equalsIgnoreCase(fileName));
  }

  /**
   * The dataset of a file in lower case; empty when the name is not as the pattern wants it.
   *
   * @param stem the file's name without extension
   */
  Optional<String> dataset(String stem) {
    if (pattern.isEmpty()) {
      return Optional.of(stem.toLowerCase(Locale.ROOT));
    }
    Matcher matcher = Pattern.compile(pattern).matcher(stem);
    return matcher.matches()
        ? Optional.ofNullable(matcher.group("dataset")).map(name -> name.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
