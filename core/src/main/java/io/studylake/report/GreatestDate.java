package io.studylake.report;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ColumnType;
import io.studylake.contents.DatasetSchema;
import io.studylake.ingest.StudySchema;
import io.studylake.lake.ColumnFacts;
import io.studylake.report.Heading.CutOff;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * The greatest date in a delivery, from the bounds that the tables' manifests hold: of dates,
 * datetimes and ISO 8601 texts ({@code --DTC}). A column whose greatest date is after the run began
 * tells nothing, since it holds a wrong or a planned date.
 */
final class GreatestDate {
  private static final int DAY = "2014-07-05".length();

  private GreatestDate() {}

  static Optional<CutOff> of(
      StudySchema schema, Map<String, ColumnFacts> columns, Instant startedAt) {
    LocalDate today = LocalDate.ofInstant(startedAt, ZoneOffset.UTC);
    Optional<LocalDate> greatest = Optional.empty();
    String where = "";
    for (DatasetSchema dataset : schema.datasets()) {
      ColumnFacts facts = columns.get(dataset.name());
      if (facts == null) {
        continue;
      }
      for (ColumnSchema column : dataset.columns()) {
        Optional<LocalDate> date =
            facts
                .upperBound(column.name())
                .flatMap(bound -> date(column, bound))
                .filter(day -> !day.isAfter(today));
        if (date.isPresent() && (greatest.isEmpty() || date.get().isAfter(greatest.get()))) {
          greatest = date;
          where = (dataset.name() + "." + column.name()).toUpperCase(java.util.Locale.ROOT);
        }
      }
    }
    String column = where;
    return greatest.map(day -> new CutOff(day.toString(), column));
  }

  private static Optional<LocalDate> date(ColumnSchema column, Object bound) {
    try {
      if (column.type() == ColumnType.DATE) {
        return Optional.of(LocalDate.ofEpochDay((Integer) bound));
      }
      if (column.type() == ColumnType.TIMESTAMP) {
        Duration since = Duration.of((Long) bound, java.time.temporal.ChronoUnit.MICROS);
        return Optional.of(
            LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(since).toLocalDate());
      }
      String text = bound.toString();
      return column.type() == ColumnType.STRING
              && column.name().endsWith("dtc")
              && text.length() >= DAY
          ? Optional.of(LocalDate.parse(text.substring(0, DAY)))
          : Optional.empty();
    } catch (DateTimeException e) {
      // A text that is no date, or a partial one: the column tells nothing.
      return Optional.empty();
    }
  }
}
