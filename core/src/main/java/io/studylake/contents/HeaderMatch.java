package io.studylake.contents;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which column of the contents each name of a header is: by name in any case, else by label, as
 * PROC EXPORT LABEL writes a column's label where it has one.
 *
 * <p>Source: Base SAS 9.4 Procedures Guide, "EXPORT Procedure: LABEL".
 */
final class HeaderMatch {
  /** How a name of the header was found. */
  enum By {
    NAME,
    LABEL,
    /** It is the name or the label of a column that another place of the header has. */
    AGAIN,
    /** It is the label of several columns, so that it cannot be told which. */
    AMBIGUOUS_LABEL,
    NOTHING
  }

  /**
   * One place of the header.
   *
   * @param name without blanks around it
   * @param by how it was found
   * @param column its column, or the one of several that it is again
   */
  record Place(String name, By by, Optional<ColumnSchema> column) {
    boolean isFound() {
      return by == By.NAME || by == By.LABEL;
    }
  }

  private final List<ColumnSchema> columns;
  private final List<String> names;
  private final Place[] places;
  private final Set<ColumnSchema> found = new HashSet<>();

  private HeaderMatch(DatasetSchema schema, List<String> written) {
    this.columns = schema.columns();
    this.names = written.stream().map(String::strip).toList();
    this.places = new Place[names.size()];
  }

  /** The places of a header, in its order. */
  static List<Place> of(DatasetSchema schema, List<String> written) {
    HeaderMatch match = new HeaderMatch(schema, written);
    match.byName();
    match.byLabel();
    return Arrays.asList(match.places);
  }

  private void byName() {
    Map<String, List<Integer>> positions = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      positions.computeIfAbsent(lower(names.get(i)), name -> new ArrayList<>()).add(i);
    }
    for (ColumnSchema column : columns) {
      List<Integer> at = positions.getOrDefault(column.name(), List.of());
      // Of aeterm and AETERM the one that is written as in the contents is the column.
      int best =
          at.stream()
              .filter(i -> names.get(i).equals(column.sasName()))
              .findFirst()
              .orElse(at.isEmpty() ? -1 : at.get(0));
      for (int i : at) {
        put(i, i == best ? By.NAME : By.AGAIN, column);
      }
    }
  }

  private void byLabel() {
    Map<String, List<ColumnSchema>> labelled = new HashMap<>();
    for (ColumnSchema column : columns) {
      if (!found.contains(column) && !column.label().isBlank()) {
        labelled.computeIfAbsent(words(column.label()), label -> new ArrayList<>()).add(column);
      }
    }
    Set<String> unknown = new HashSet<>();
    for (int i = 0; i < places.length; i++) {
      if (places[i] == null) {
        List<ColumnSchema> meant = labelled.getOrDefault(words(names.get(i)), List.of());
        if (meant.size() == 1) {
          put(i, found.contains(meant.get(0)) ? By.AGAIN : By.LABEL, meant.get(0));
        } else if (meant.size() > 1) {
          places[i] = new Place(names.get(i), By.AMBIGUOUS_LABEL, Optional.empty());
        } else {
          boolean again = !unknown.add(lower(names.get(i))) && !names.get(i).isEmpty();
          places[i] = new Place(names.get(i), again ? By.AGAIN : By.NOTHING, Optional.empty());
        }
      }
    }
  }

  private void put(int at, By by, ColumnSchema column) {
    places[at] = new Place(names.get(at), by, Optional.of(column));
    found.add(column);
  }

  private static String words(String text) {
    return lower(text.strip().replaceAll("\\s+", " "));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
