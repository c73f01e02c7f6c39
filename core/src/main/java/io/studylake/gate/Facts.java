package io.studylake.gate;

import io.studylake.text.Listing;
import java.util.Collection;
import java.util.Locale;

/** Words that the messages of several rules have in common. */
final class Facts {
  private static final int NAMED = 5;

  private Facts() {}

  /** A dataset's or a column's name as people write it. */
  static String name(String lowerCase) {
    return lowerCase.toUpperCase(Locale.ROOT);
  }

  /** The first names, as people write them, and how many more there are. */
  static String names(Collection<String> lowerCase) {
    return Listing.first(NAMED, lowerCase.stream().map(Facts::name).sorted().toList());
  }

  /** A part of a whole in per cent, for example {@code 12.5 %}. */
  static String share(long part, long whole) {
    return "%.1f %%".formatted(whole == 0 ? 0 : 100.0 * part / whole);
  }

  /** A count and its noun. */
  static String count(long count, String one, String many) {
    return "%,d %s".formatted(count, count == 1 ? one : many);
  }
}
