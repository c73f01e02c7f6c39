package io.studylake.config;

import com.typesafe.config.Config;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;

/**
 * How delivered files are written.
 *
 * @param contents names of the contents file, the most wanted first
 * @param charset character set of the dataset files
 * @param delimiter the character between two values
 * @param dates {@code auto}, {@code formatted} or {@code raw}
 * @param yearCutoff first of the hundred years that two-digit years fall into
 * @param missingCharacters further texts that mean a missing number
 */
public record DeliveryConfig(
    List<String> contents,
    Charset charset,
    char delimiter,
    String dates,
    int yearCutoff,
    List<String> missingCharacters) {
  static DeliveryConfig from(Config config) {
    Config delivery = config.getConfig("delivery");
    String charset = delivery.getString("charset");
    String delimiter = delivery.getString("delimiter");
    if (delimiter.length() != 1) {
      throw Keys.wrong(
          delivery, "delimiter", "delivery.delimiter has to be one character, for example \";\"");
    }
    try {
      return new DeliveryConfig(
          List.copyOf(delivery.getStringList("contents")),
          Charset.forName(charset),
          delimiter.charAt(0),
          Keys.oneOf(delivery, "dates", "auto", "formatted", "raw"),
          delivery.getInt("year-cutoff"),
          List.copyOf(delivery.getStringList("missing-characters")));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw Keys.wrong(
          delivery,
          "charset",
          "delivery.charset '%s' is unknown to Java; use for example UTF-8 or windows-1252"
              .formatted(charset));
    }
  }
}
