package io.studylake.text;

import java.util.List;

/** Long lists in messages. */
public final class Listing {
  private Listing() {}

  /** The first names, commas between, and how many more there are. */
  public static String first(int most, List<String> names) {
    int more = names.size() - most;
    return String.join(", ", names.subList(0, Math.min(most, names.size())))
        + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
