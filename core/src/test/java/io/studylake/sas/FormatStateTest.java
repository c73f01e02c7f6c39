package io.studylake.sas;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import org.junit.jupiter.api.Test;

class FormatStateTest {
  @Test
  void whatWasSeenIsTheState() {
    assertThat(FormatState.of(true, false)).hasValue(FormatState.CODED);
    assertThat(FormatState.of(false, true)).hasValue(FormatState.DECODED);
    assertThat(FormatState.of(true, true)).hasValue(FormatState.MIXED);
    assertThat(FormatState.of(false, false)).isEmpty();
  }

  @Test
  void eachStateHasAWordThatIsFoundAgain() {
    for (FormatState state : FormatState.values()) {
      assertThat(FormatState.ofWord(state.word())).hasValue(state);
    }
    assertThat(FormatState.ofWord(null)).isEmpty();
    assertThat(FormatState.ofWord("CODED")).isEmpty();
  }

  @Test
  void labelsWhereCodesWereAreReported() {
    Problem problem =
        FormatState.DECODED.changedFrom(FormatState.CODED, "dm.csv", "SEX").orElseThrow();

    assertThat(problem.code()).isEqualTo(ProblemCode.FORMAT_STATE_CHANGED);
    assertThat(problem.column()).hasValue("SEX");
    assertThat(problem.message())
        .isEqualTo(
            "Column SEX of dm.csv holds the labels of its user format; in the snapshot before it held the codes of its user format. Ask the sponsor to export with the same formats each time, or for a formats file (PROC FORMAT CNTLOUT=).");
  }

  @Test
  void theSameStateIsNoProblem() {
    assertThat(FormatState.MIXED.changedFrom(FormatState.MIXED, "dm.csv", "SEX")).isEmpty();
    assertThat(FormatState.MIXED.changedFrom(FormatState.CODED, "dm.csv", "SEX")).isPresent();
  }
}
