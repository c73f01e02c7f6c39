package io.studylake.ingest;

import io.studylake.problem.ProblemCode;
import io.studylake.sas.CellNotes;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * What the tasks of a write found, per column: defects by code, special missing values, the years
 * of two digits. Counts are those of the tasks that succeeded; a query that evaluates a column
 * twice counts twice, so they say that there is something, not how much.
 */
final class CellDefects extends AccumulatorV2<CellDefects.Event, CellDefects> {
  private static final long serialVersionUID = 1L;

  /** One thing found: a defect, a special missing value, or a day with a year of two digits. */
  sealed interface Event extends java.io.Serializable {
    int column();
  }

  record Defect(int column, ProblemCode code) implements Event {}

  record SpecialMissing(int column, char which) implements Event {}

  record TwoDigitYear(int column, long epochDay) implements Event {}

  /** The least and the greatest of some days since 1970-01-01. */
  record Days(long least, long greatest) implements java.io.Serializable {
    Days with(Days other) {
      return new Days(Math.min(least, other.least), Math.max(greatest, other.greatest));
    }
  }

  private final HashMap<Defect, Long> defects = new HashMap<>();
  private final HashMap<SpecialMissing, Long> specialMissing = new HashMap<>();
  private final HashMap<Integer, Days> twoDigitYears = new HashMap<>();

  /** The notes of one column. */
  CellNotes of(int column) {
    return new ColumnNotes(this, column);
  }

  boolean anyDefect() {
    return !defects.isEmpty();
  }

  /** How often each special missing value of a column was seen. */
  Map<Character, Long> specialMissing(int column) {
    Map<Character, Long> counts = new TreeMap<>();
    specialMissing.forEach(
        (event, count) -> {
          if (event.column == column) {
            counts.put(event.which, count);
          }
        });
    return counts;
  }

  Map<Integer, Days> twoDigitYears() {
    return Map.copyOf(twoDigitYears);
  }

  @Override
  public boolean isZero() {
    return defects.isEmpty() && specialMissing.isEmpty() && twoDigitYears.isEmpty();
  }

  @Override
  public CellDefects copy() {
    CellDefects copy = new CellDefects();
    copy.merge(this);
    return copy;
  }

  @Override
  public void reset() {
    defects.clear();
    specialMissing.clear();
    twoDigitYears.clear();
  }

  @Override
  public void add(Event event) {
    if (event instanceof Defect defect) {
      defects.merge(defect, 1L, Long::sum);
    } else if (event instanceof SpecialMissing missing) {
      specialMissing.merge(missing, 1L, Long::sum);
    } else if (event instanceof TwoDigitYear year) {
      twoDigitYears.merge(year.column, new Days(year.epochDay, year.epochDay), Days::with);
    }
  }

  @Override
  public void merge(AccumulatorV2<Event, CellDefects> other) {
    CellDefects found = other.value();
    found.defects.forEach((defect, count) -> defects.merge(defect, count, Long::sum));
    found.specialMissing.forEach((event, count) -> specialMissing.merge(event, count, Long::sum));
    found.twoDigitYears.forEach((column, days) -> twoDigitYears.merge(column, days, Days::with));
  }

  @Override
  public CellDefects value() {
    return this;
  }

  private record ColumnNotes(CellDefects defects, int column)
      implements CellNotes, java.io.Serializable {
    @Override
    public void defect(ProblemCode code) {
      defects.add(new Defect(column, code));
    }

    @Override
    public void specialMissing(char which) {
      defects.add(new SpecialMissing(column, which));
    }

    @Override
    public void twoDigitYear(long epochDay) {
      defects.add(new TwoDigitYear(column, epochDay));
    }
  }
}
