package io.studylake.sas;

import io.studylake.problem.ProblemCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the readers of cells tell, in words. */
final class Heard implements CellNotes {
  private final List<String> words = new ArrayList<>();

  List<String> words() {
    return words;
  }

  @Override
  public void defect(ProblemCode code) {
    words.add(code.name());
  }

  @Override
  public void specialMissing(char which) {
    words.add("." + which);
  }

  @Override
  public void twoDigitYear(long epochDay) {
    words.add("two digits " + LocalDate.ofEpochDay(epochDay));
  }

  @Override
  public void userFormat(boolean coded) {
    words.add(coded ? "code" : "label");
  }

  @Override
  public void codeWithoutLabel() {
    words.add("no label");
  }
}
