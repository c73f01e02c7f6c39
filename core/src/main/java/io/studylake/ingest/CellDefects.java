package io.studylake.ingest;

import io.studylake.problem.ProblemCode;
import io.studylake.sas.CellNotes;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.util.AccumulatorV2;

/**
 * What the tasks of a write found, per column: defects by code, special missing values, the years
 * of two digits. Counts are those of the tasks that succeeded; a query that evaluates a column
 * twice counts twice, so they say that there is something, not how much.
 */
final class CellDefects extends AccumulatorV2<CellDefects.Event, CellDefects.Found> {
  private static final long serialVersionUID = 1L;

  /** One thing found: a defect, a special missing value, or a day with a year of two digits. */
  sealed interface Event extends Serializable {}

  record Defect(int column, ProblemCode code) implements Event {}

  record SpecialMissing(int column, char which) implements Event {}

  record TwoDigitYear(int column, long epochDay) implements Event {}

  /** The least and the greatest of some days since 1970-01-01. */
  record Days(long least, long greatest) implements Serializable {
    Days with(Days other) {
      return new Days(Math.min(least, other.least), Math.max(greatest, other.greatest));
    }
  }

  /** What was found so far. */
  static final class Found implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HashMap<Event, Long> counts = new HashMap<>();
    private final HashMap<Integer, Days> twoDigitYears = new HashMap<>();

    boolean anyDefect() {
      return counts.keySet().stream().anyMatch(Defect.class::isInstance);
    }

    /** How often each special missing value of a column was seen. */
    Map<Character, Long> specialMissing(int column) {
      Map<Character, Long> found = new TreeMap<>();
      counts.forEach(
          (event, count) -> {
            if (event instanceof SpecialMissing missing && missing.column == column) {
              found.put(missing.which, count);
            }
          });
      return found;
    }

    /** The days of a column whose years have two digits. */
    Optional<Days> twoDigitYears(int column) {
      return Optional.ofNullable(twoDigitYears.get(column));
    }

    private void add(Event event) {
      if (event instanceof TwoDigitYear year) {
        twoDigitYears.merge(year.column, new Days(year.epochDay, year.epochDay), Days::with);
      } else {
        counts.merge(event, 1L, Long::sum);
      }
    }

    private void addAll(Found other) {
      other.counts.forEach((event, count) -> counts.merge(event, count, Long::sum));
      other.twoDigitYears.forEach((column, days) -> twoDigitYears.merge(column, days, Days::with));
    }
  }

  private final Found found = new Found();

  /** The notes of one column. */
  CellNotes of(int column) {
    return new ColumnNotes(this, column);
  }

  @Override
  public boolean isZero() {
    return found.counts.isEmpty() && found.twoDigitYears.isEmpty();
  }

  @Override
  public CellDefects copy() {
    CellDefects copy = new CellDefects();
    copy.merge(this);
    return copy;
  }

  @Override
  public void reset() {
    found.counts.clear();
    found.twoDigitYears.clear();
  }

  @Override
  public void add(Event event) {
    found.add(event);
  }

  @Override
  public void merge(AccumulatorV2<Event, Found> other) {
    found.addAll(other.value());
  }

  @Override
  public Found value() {
    return found;
  }

  private record ColumnNotes(CellDefects defects, int column) implements CellNotes, Serializable {
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

    @Override
    public void userFormat(boolean coded) {}

    @Override
    public void codeWithoutLabel() {}
  }
}
