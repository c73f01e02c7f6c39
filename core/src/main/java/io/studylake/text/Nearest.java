package io.studylake.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known name that is nearest to a mistyped one, for messages. */
public final class Nearest {
  private Nearest() {}

  /**
   * The known name with the fewest edits from what was written, letter case aside; of equals the
   * first in order.
   *
   * @return empty only when nothing is known
   */
  public static Optional<String> to(String written, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String wanted = written.toLowerCase(Locale.ROOT);
    return known.stream()
        .sorted()
        .min(Comparator.comparing(name -> distance.apply(wanted, name.toLowerCase(Locale.ROOT))));
  }
}
