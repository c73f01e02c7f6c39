package io.studylake.version.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;

/** The order of paths in every list. */
final class PathOrder {
  /** By Unicode code point, which is the order of the UTF-8 bytes and not that of Java's chars. */
  static final Comparator<String> CODE_POINTS =
      Comparator.comparing(path -> path.getBytes(UTF_8), Arrays::compareUnsigned);

  private PathOrder() {}
}
