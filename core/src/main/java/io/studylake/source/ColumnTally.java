package io.studylake.source;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the cells of one column were like, beside their values. */
public final class ColumnTally implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * How often something was seen.
   *
   * @param count how often
   * @param firstLine the line of the first
   */
  public record Seen(long count, long firstLine) implements Serializable {
    static final Seen NEVER = new Seen(0, 0);

    Seen again(long line) {
      return count == 0 ? new Seen(1, line) : new Seen(count + 1, firstLine);
    }

    Seen with(Seen other) {
      if (count == 0 || other.count == 0) {
        return count == 0 ? other : this;
      }
      return new Seen(count + other.count, Math.min(firstLine, other.firstLine));
    }
  }

  /** Days whose year was written with two digits. */
  public record Days(LocalDate least, LocalDate greatest) implements Serializable {}

  private long[] specialMissing = {};
  private long leastDay = Long.MAX_VALUE;
  private long greatestDay = Long.MIN_VALUE;
  private long coded;
  private long labelled;
  private Seen withoutLabel = Seen.NEVER;
  private Seen moreCharacters = Seen.NEVER;
  private Seen moreBytes = Seen.NEVER;
  private Seen filled = Seen.NEVER;

  /** How often each special missing value was seen, {@code A} to {@code Z} and {@code _}. */
  public Map<Character, Long> specialMissing() {
    Map<Character, Long> found = new TreeMap<>();
    for (int i = 0; i < specialMissing.length; i++) {
      if (specialMissing[i] > 0) {
        found.put((char) ('A' + i), specialMissing[i]);
      }
    }
    return found;
  }

  /** The least and the greatest day whose year was written with two digits. */
  public Optional<Days> twoDigitYears() {
    return leastDay > greatestDay
        ? Optional.empty()
        : Optional.of(new Days(LocalDate.ofEpochDay(leastDay), LocalDate.ofEpochDay(greatestDay)));
  }

  /** Cells of a user format that hold a number, as the format was not applied. */
  public long coded() {
    return coded;
  }

  /** Cells of a user format that hold something else than a number. */
  public long labelled() {
    return labelled;
  }

  /** Codes that the formats file does not decode. */
  public Seen withoutLabel() {
    return withoutLabel;
  }

  /** Texts of more characters than LENGTH has bytes. */
  public Seen moreCharacters() {
    return moreCharacters;
  }

  /** Texts of more bytes than LENGTH, but not of more characters. */
  public Seen moreBytes() {
    return moreBytes;
  }

  /** Texts of exactly LENGTH, where that is 100 bytes or more. */
  public Seen filled() {
    return filled;
  }

  void addSpecialMissing(char which) {
    if (specialMissing.length == 0) {
      specialMissing = new long['_' - 'A' + 1];
    }
    specialMissing[which - 'A']++;
  }

  void addTwoDigitYear(long epochDay) {
    leastDay = Math.min(leastDay, epochDay);
    greatestDay = Math.max(greatestDay, epochDay);
  }

  void addUserFormat(boolean isCoded) {
    if (isCoded) {
      coded++;
    } else {
      labelled++;
    }
  }

  void addWithoutLabel(long line) {
    withoutLabel = withoutLabel.again(line);
  }

  void addMoreCharacters(long line) {
    moreCharacters = moreCharacters.again(line);
  }

  void addMoreBytes(long line) {
    moreBytes = moreBytes.again(line);
  }

  void addFilled(long line) {
    filled = filled.again(line);
  }

  void merge(ColumnTally other) {
    for (int i = 0; i < other.specialMissing.length; i++) {
      if (specialMissing.length == 0) {
        specialMissing = new long[other.specialMissing.length];
      }
      specialMissing[i] += other.specialMissing[i];
    }
    leastDay = Math.min(leastDay, other.leastDay);
    greatestDay = Math.max(greatestDay, other.greatestDay);
    coded += other.coded;
    labelled += other.labelled;
    withoutLabel = withoutLabel.with(other.withoutLabel);
    moreCharacters = moreCharacters.with(other.moreCharacters);
    moreBytes = moreBytes.with(other.moreBytes);
    filled = filled.with(other.filled);
  }
}
