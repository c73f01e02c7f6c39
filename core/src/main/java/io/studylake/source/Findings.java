package io.studylake.source;

import io.studylake.problem.ProblemCode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was found in the records of a split, or of all splits together: every defect is counted, the
 * first of each kind are kept.
 */
public final class Findings implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * A defect of a cell or of a record.
   *
   * @param line the line on which the record starts
   * @param nextLine the line after its last
   * @param column the column's position in the file; -1 for the whole record
   * @param fields how many values the record has
   * @param value the cell's or the record's text
   */
  public record Defect(
      long line, long nextLine, int column, int fields, ProblemCode code, String value)
      implements Serializable {}

  /**
   * A record that was set aside.
   *
   * @param line the line on which it starts
   * @param text all of it, as delivered
   * @param codes what is wrong with it
   */
  public record SetAside(long line, String text, List<ProblemCode> codes) implements Serializable {}

  private final int kept;
  private final ColumnTally[] columns;
  private final EnumMap<ProblemCode, Long> counts = new EnumMap<>(ProblemCode.class);
  private final EnumMap<ProblemCode, List<Defect>> defects = new EnumMap<>(ProblemCode.class);
  private final ArrayList<SetAside> setAside = new ArrayList<>();
  private long records;
  private long leftOut;
  private long setAsideCount;
  private long setAsideCharacters;

  /**
   * Nothing found yet.
   *
   * @param columns columns of the file
   * @param kept so many defects of each kind are kept
   */
  Findings(int columns, int kept) {
    this.kept = kept;
    this.columns = new ColumnTally[columns];
    for (int i = 0; i < columns; i++) {
      this.columns[i] = new ColumnTally();
    }
  }

  /** Records after the header. */
  public long records() {
    return records;
  }

  /** Records that gave no row: set aside, or with no fields to give one. */
  public long leftOut() {
    return leftOut;
  }

  /** How many defects of each kind there are. */
  public Map<ProblemCode, Long> counts() {
    return java.util.Collections.unmodifiableMap(counts);
  }

  /** The first defects of a kind, in order of line. */
  public List<Defect> defects(ProblemCode code) {
    List<Defect> found = new ArrayList<>(defects.getOrDefault(code, List.of()));
    found.sort(Comparator.comparingLong(Defect::line).thenComparingInt(Defect::column));
    return found.subList(0, Math.min(kept, found.size()));
  }

  /** How many records were set aside. */
  public long setAsideCount() {
    return setAsideCount;
  }

  /**
   * The records that were set aside, in order of line; not all where they are more than allowed.
   */
  public List<SetAside> setAside() {
    List<SetAside> all = new ArrayList<>(setAside);
    all.sort(Comparator.comparingLong(SetAside::line));
    return all;
  }

  /** What the cells of a column were like. */
  public ColumnTally column(int position) {
    return columns[position];
  }

  void record() {
    records++;
  }

  void leaveOut() {
    leftOut++;
  }

  void add(Defect defect) {
    counts.merge(defect.code(), 1L, Long::sum);
    List<Defect> found = defects.computeIfAbsent(defect.code(), code -> new ArrayList<>());
    if (found.size() < kept) {
      found.add(defect);
    }
  }

  /** Whether another defect of a kind would be kept, so that its text has to be known. */
  boolean keeps(ProblemCode code) {
    return defects.getOrDefault(code, List.of()).size() < kept;
  }

  void setAside(SetAside record, long most) {
    setAsideCount++;
    keep(record, most);
  }

  private void keep(SetAside record, long most) {
    boolean fits = setAsideCharacters + record.text().length() <= ReadPolicy.MOST_CHARACTERS;
    if (setAside.size() <= most && fits) {
      setAside.add(record);
      setAsideCharacters += record.text().length();
    }
  }

  void merge(Findings other, long most) {
    records += other.records;
    leftOut += other.leftOut;
    setAsideCount += other.setAsideCount;
    other.setAside.forEach(record -> keep(record, most));
    other.counts.forEach((code, count) -> counts.merge(code, count, Long::sum));
    other.defects.forEach(
        (code, found) ->
            defects.merge(
                code,
                new ArrayList<>(found),
                (mine, theirs) -> {
                  mine.addAll(theirs);
                  return mine;
                }));
    for (int i = 0; i < columns.length; i++) {
      columns[i].merge(other.columns[i]);
    }
  }

  int columns() {
    return columns.length;
  }

  int kept() {
    return kept;
  }
}
