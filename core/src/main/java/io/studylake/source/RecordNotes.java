package io.studylake.source;

import io.studylake.csv.RecordParser;
import io.studylake.problem.ProblemCode;
import io.studylake.sas.CellNotes;
import io.studylake.source.Findings.Defect;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Hears what the cells of the current record are like: defects are kept at once, all else counts
 * when the record is a row.
 */
final class RecordNotes implements CellNotes {
  /** A value in a report need not be longer. */
  private static final int LONGEST_VALUE = 1000;

  private final RecordParser record;
  private final Charset charset;
  private final Findings findings;
  private final Set<ProblemCode> codes = EnumSet.noneOf(ProblemCode.class);
  private int field;
  private boolean heard;
  private Kind[] kinds = new Kind[16];
  private int[] fields = new int[16];
  private long[] values = new long[16];
  private int events;

  /** What can be heard of a cell. */
  private enum Kind {
    SPECIAL_MISSING,
    TWO_DIGIT_YEAR,
    CODE,
    LABEL,
    WITHOUT_LABEL,
    MORE_CHARACTERS,
    MORE_BYTES,
    FILLED
  }

  RecordNotes(RecordParser record, Charset charset, Findings findings) {
    this.record = record;
    this.charset = charset;
    this.findings = findings;
  }

  /** A new record: nothing is wrong with it yet. */
  void begin() {
    codes.clear();
    events = 0;
  }

  /** What follows is about a field; nothing was heard of it yet. */
  void at(int position) {
    field = position;
    heard = false;
  }

  /** Whether anything was heard of the field. */
  boolean heard() {
    return heard;
  }

  /** What is wrong with the record. */
  Set<ProblemCode> codes() {
    return codes;
  }

  /** The whole record has a defect. */
  void recordDefect(ProblemCode code) {
    codes.add(code);
    add(code, -1);
  }

  @Override
  public void defect(ProblemCode code) {
    heard = true;
    codes.add(code);
    add(code, field);
  }

  private void add(ProblemCode code, int column) {
    String value = "";
    if (findings.keeps(code)) {
      value = new String(column < 0 ? record.text() : record.value(column), charset);
      value = value.substring(0, Math.min(value.length(), LONGEST_VALUE));
    }
    findings.add(
        new Defect(record.line(), record.nextLine(), column, record.fields(), code, value));
  }

  @Override
  public void specialMissing(char which) {
    hear(Kind.SPECIAL_MISSING, which);
  }

  @Override
  public void twoDigitYear(long epochDay) {
    hear(Kind.TWO_DIGIT_YEAR, epochDay);
  }

  @Override
  public void userFormat(boolean coded) {
    hear(coded ? Kind.CODE : Kind.LABEL, 0);
  }

  @Override
  public void codeWithoutLabel() {
    hear(Kind.WITHOUT_LABEL, 0);
  }

  /** The field holds text of more than LENGTH, in characters or in bytes alone. */
  void longerThanLength(boolean inCharacters) {
    hear(inCharacters ? Kind.MORE_CHARACTERS : Kind.MORE_BYTES, 0);
  }

  /** The field's text fills LENGTH. */
  void fillsLength() {
    hear(Kind.FILLED, 0);
  }

  private void hear(Kind kind, long value) {
    heard = true;
    if (events == kinds.length) {
      kinds = Arrays.copyOf(kinds, 2 * events);
      fields = Arrays.copyOf(fields, 2 * events);
      values = Arrays.copyOf(values, 2 * events);
    }
    kinds[events] = kind;
    fields[events] = field;
    values[events] = value;
    events++;
  }

  /** The record is a row: what its cells were like counts. */
  void count() {
    for (int i = 0; i < events; i++) {
      ColumnTally column = findings.column(fields[i]);
      switch (kinds[i]) {
        case SPECIAL_MISSING -> column.addSpecialMissing((char) values[i]);
        case TWO_DIGIT_YEAR -> column.addTwoDigitYear(values[i]);
        case CODE -> column.addUserFormat(true);
        case LABEL -> column.addUserFormat(false);
        case WITHOUT_LABEL -> column.addWithoutLabel(record.line());
        case MORE_CHARACTERS -> column.addMoreCharacters(record.line());
        case MORE_BYTES -> column.addMoreBytes(record.line());
        case FILLED -> column.addFilled(record.line());
      }
    }
  }
}
