package io.studylake.change;

import io.studylake.lake.ColumnFacts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.types.Type;

/**
 * The greatest date in a delivery, from the bounds that the tables' manifests hold: of dates,
 * datetimes and ISO 8601 texts ({@code --DTC}). A column whose greatest date is after the run began
 * tells nothing, since it holds a wrong or a planned date.
 *
 * @param day the date
 * @param column where it stands, for example {@code LB.LBDTC}
 */
public record GreatestDate(LocalDate day, String column) {
  private static final int DAY = "2014-07-05".length();

  /**
   * The greatest date of some tables.
   *
   * @param tables what manifests tell of them, by dataset in lower case
   * @param startedAt when the run began
   */
  public static Optional<GreatestDate> of(Map<String, ColumnFacts> tables, Instant startedAt) {
    return greatest(byColumn(tables, startedAt));
  }

  /**
   * The greatest date of a parent snapshot in those columns that tell one in the delivery too. A
   * column that tells nothing any more, since somebody entered part of a date, makes no delivery
   * older.
   */
  public static Optional<GreatestDate> ofParent(
      Map<String, ColumnFacts> parent, Map<String, ColumnFacts> now, Instant startedAt) {
    Map<String, LocalDate> days = byColumn(parent, startedAt);
    days.keySet().retainAll(byColumn(now, startedAt).keySet());
    return greatest(days);
  }

  private static Optional<GreatestDate> greatest(Map<String, LocalDate> days) {
    Optional<GreatestDate> greatest = Optional.empty();
    for (Map.Entry<String, LocalDate> entry : days.entrySet()) {
      if (greatest.isEmpty() || entry.getValue().isAfter(greatest.get().day())) {
        greatest = Optional.of(new GreatestDate(entry.getValue(), entry.getKey()));
      }
    }
    return greatest;
  }

  private static Map<String, LocalDate> byColumn(
      Map<String, ColumnFacts> tables, Instant startedAt) {
    LocalDate today = LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
    Map<String, LocalDate> days = new TreeMap<>();
    tables.forEach(
        (dataset, facts) ->
            facts
                .columns()
                .forEach(
                    (name, column) ->
                        column
                            .upperBound()
                            .flatMap(bound -> date(name, column.type(), bound))
                            .filter(day -> !day.isAfter(today))
                            .ifPresent(
                                day ->
                                    days.put(
                                        (dataset + "." + name).toUpperCase(Locale.ROOT), day))));
    return days;
  }

  private static Optional<LocalDate> date(String column, Type type, Object bound) {
    try {
      return switch (type.typeId()) {
        case DATE -> Optional.of(LocalDate.ofEpochDay((Integer) bound));
        case TIMESTAMP ->
            Optional.of(
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC)
                    .plus((Long) bound, ChronoUnit.MICROS)
                    .toLocalDate());
        case STRING -> {
          String text = bound.toString();
          yield column.endsWith("dtc") && text.length() >= DAY
              ? Optional.of(LocalDate.parse(text.substring(0, DAY)))
              : Optional.empty();
        }
        default -> Optional.empty();
      };
    } catch (DateTimeException e) {
      // A text that is no date, or a partial one: the column tells nothing.
      return Optional.empty();
    }
  }
}
