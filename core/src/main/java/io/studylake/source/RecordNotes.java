package io.studylake.source;

import io.studylake.csv.RecordParser;
import io.studylake.problem.ProblemCode;
import io.studylake.sas.CellNotes;
import io.studylake.source.Findings.Defect;
import java.nio.charset.Charset;
import java.util.EnumSet;
import java.util.Set;

/** Hears what the cells of the current record are like, and keeps it with line and column. */
final class RecordNotes implements CellNotes {
  /** A value in a report need not be longer. */
  private static final int LONGEST_VALUE = 1000;

  private final RecordParser record;
  private final Charset charset;
  private final Findings findings;
  private final Set<ProblemCode> codes = EnumSet.noneOf(ProblemCode.class);
  private int field;
  private boolean heard;

  RecordNotes(RecordParser record, Charset charset, Findings findings) {
    this.record = record;
    this.charset = charset;
    this.findings = findings;
  }

  /** A new record: nothing is wrong with it yet. */
  void begin() {
    codes.clear();
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
    heard = true;
    findings.column(field).addSpecialMissing(which);
  }

  @Override
  public void twoDigitYear(long epochDay) {
    heard = true;
    findings.column(field).addTwoDigitYear(epochDay);
  }

  @Override
  public void userFormat(boolean coded) {
    heard = true;
    findings.column(field).addUserFormat(coded);
  }

  @Override
  public void codeWithoutLabel() {
    heard = true;
    findings.column(field).addWithoutLabel(record.line());
  }

  /** The field holds text of more than LENGTH, in characters or in bytes alone. */
  void longerThanLength(boolean inCharacters) {
    if (inCharacters) {
      findings.column(field).addMoreCharacters(record.line());
    } else {
      findings.column(field).addMoreBytes(record.line());
    }
  }

  /** The field's text fills LENGTH. */
  void fillsLength() {
    findings.column(field).addFilled(record.line());
  }
}
