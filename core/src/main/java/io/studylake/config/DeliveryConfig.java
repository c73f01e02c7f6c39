package io.studylake.config;

import com.typesafe.config.Config;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How delivered files are written.
 *
 * @param contents names of the contents file, the most wanted first
 * @param formats names of the formats file, the most wanted first
 * @param filePattern regular expression for the names of dataset files without extension, whose
 *     group {@code dataset} is the dataset; empty: the name is the dataset
 * @param mostDecompressed bytes that a compressed file may have, decompressed
 * @param charset character set of the files; empty: found out for each
 * @param delimiter the character between two values; empty: found out for each file
 * @param longestRecord bytes of the longest record that is read
 * @param mostColumns a file with more columns is refused
 * @param dates {@code auto}, {@code formatted} or {@code raw}
 * @param yearCutoff first of the hundred years that two-digit years fall into
 * @param missingCharacters further texts that mean a missing number
 */
public record DeliveryConfig(
    List<String> contents,
    List<String> formats,
    String filePattern,
    long mostDecompressed,
    Optional<Charset> charset,
    Optional<Character> delimiter,
    int longestRecord,
    int mostColumns,
    String dates,
    int yearCutoff,
    List<String> missingCharacters) {
  private static final String AUTO = "auto";
  private static final String EXAMPLE = "STUDY_(?<dataset>[A-Za-z0-9]+)_\\d{8}";

  static DeliveryConfig from(Config config) {
    Config delivery = config.getConfig("delivery");
    String charset = delivery.getString("charset");
    String delimiter = delivery.getString("delimiter");
    if (delimiter.length() != 1 && !delimiter.equals(AUTO)) {
      throw Keys.wrong(
          delivery,
          "delimiter",
          "delivery.delimiter has to be auto or one character, for example \";\"");
    }
    try {
      return new DeliveryConfig(
          List.copyOf(delivery.getStringList("contents")),
          List.copyOf(delivery.getStringList("formats")),
          filePattern(delivery),
          Keys.size(delivery, "most-decompressed"),
          charset.equals(AUTO) ? Optional.empty() : Optional.of(Charset.forName(charset)),
          delimiter.equals(AUTO) ? Optional.empty() : Optional.of(delimiter.charAt(0)),
          bytes(delivery, "longest-record"),
          Keys.positive(config, "delivery.most-columns"),
          Keys.oneOf(delivery, "dates", "auto", "formatted", "raw"),
          delivery.getInt("year-cutoff"),
          List.copyOf(delivery.getStringList("missing-characters")));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw Keys.wrong(
          delivery,
          "charset",
          "delivery.charset '%s' is unknown to Java; use auto, or for example UTF-8 or windows-1252"
              .formatted(charset));
    }
  }

  private static int bytes(Config delivery, String key) {
    long bytes = delivery.getBytes(key);
    if (bytes < 1024 || bytes > 1 << 30) {
      throw Keys.wrong(
          delivery, key, "delivery.%s has to be between 1 KiB and 1 GiB".formatted(key));
    }
    return (int) bytes;
  }

  private static String filePattern(Config delivery) {
    String pattern = delivery.getString("file-pattern");
    if (pattern.isEmpty()) {
      return pattern;
    }
    try {
      if (!hasDatasetGroup(Pattern.compile(pattern))) {
        throw Keys.wrong(
            delivery,
            "file-pattern",
            "delivery.file-pattern '%s' has no group named dataset; write for example %s"
                .formatted(pattern, EXAMPLE));
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw Keys.wrong(
          delivery,
          "file-pattern",
          "delivery.file-pattern '%s' is no regular expression: %s; write for example %s"
              .formatted(pattern, e.getDescription(), EXAMPLE));
    }
  }

  /** Java names a pattern's groups to a match alone: the empty one, of an alternative before it. */
  private static boolean hasDatasetGroup(Pattern pattern) {
    Matcher empty = Pattern.compile("|" + pattern.pattern()).matcher("");
    try {
      return empty.lookingAt() && empty.group("dataset") == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
