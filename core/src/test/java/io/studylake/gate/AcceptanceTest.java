package io.studylake.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody accepts, and what becomes of the gate's findings then. */
class AcceptanceTest {
  private static final Finding GONE =
      Finding.withWays(
          "patients-gone", Level.STOP, "4 patients are gone.", "rules.patients-gone.stop");
  private static final Finding MISSING =
      Finding.withWays(
          "dataset-missing",
          Level.STOP,
          "dataset AE is missing.",
          "datasets.ae.dataset-missing.level = warn");

  private static List<Acceptance> given(List<String> rules, String... reasons) {
    return Acceptance.of(rules, List.of(reasons), "ada");
  }

  @Test
  void oneReasonHoldsForAllRulesAndSeveralForOneEach() {
    assertThat(given(List.of("patients-gone", "dataset-missing"), "closed\n  site"))
        .containsExactly(
            new Acceptance("patients-gone", "closed site", "ada"),
            new Acceptance("dataset-missing", "closed site", "ada"));
    assertThat(given(List.of("patients-gone", "dataset-missing"), "a", "b"))
        .extracting(Acceptance::reason)
        .containsExactly("a", "b");
    assertThat(given(List.of())).isEmpty();
  }

  @Test
  void whatCannotBeAcceptedSaysWhy() {
    assertThatThrownBy(() -> given(List.of("patients-gone")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot accept patients-gone without a reason: say with --reason why, for whoever looks"
                + " at the snapshot later.");
    assertThatThrownBy(() -> given(List.of("patients-gone"), " "))
        .hasMessageStartingWith("Cannot accept patients-gone without a reason");
    assertThatThrownBy(() -> given(List.of("patients-gone"), "a", "b"))
        .hasMessage(
            "Cannot tell which reason is whose: there are 1 rules to accept and 2 reasons. Give one"
                + " --reason for all, or one after each --accept.");
    assertThatThrownBy(() -> given(List.of("patients-gone", "patients-gone"), "a"))
        .hasMessage("Cannot accept patients-gone twice.");
    assertThatThrownBy(() -> given(List.of("patients-gone"), "a".repeat(1001)))
        .hasMessage(
            "Cannot accept patients-gone: the reason has 1,001 characters, at most 1,000 are"
                + " kept.");
    assertThatThrownBy(() -> given(List.of("rows-differ"), "a"))
        .hasMessageStartingWith("Cannot accept rows-differ: the rule guards");
  }

  @Test
  void anAcceptedRuleStopsNoMoreAndSaysWhyInPlaceOfWhatToDo() {
    Verdict verdict =
        Verdict.of(List.of(MISSING, GONE)).accepting(given(List.of("patients-gone"), "closed"));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.findings())
        .containsExactly(
            MISSING,
            new Finding(
                "patients-gone", Level.ACCEPTED, "4 patients are gone. Accepted: closed (ada)."));
    assertThat(verdict.accepting(given(List.of("dataset-missing"), "dropped")).passed()).isTrue();
  }

  @Test
  void onlyWhatStopsIsAcceptedAndNotEvenThatOfAFixedRule() {
    Finding warning = new Finding("patients-gone", Level.WARN, "1 patient is gone.");
    Finding moved = new Finding("key-moved", Level.STOP, "keys.patient was rewritten.");
    Verdict verdict = Verdict.of(List.of(warning, moved));

    Verdict accepted =
        verdict.accepting(
            List.of(
                new Acceptance("patients-gone", "closed", "ada"),
                new Acceptance("key-moved", "never mind", "ada")));

    assertThat(accepted).isEqualTo(verdict);
    assertThat(accepted.accepted()).isEmpty();
    assertThat(accepted.passed()).isFalse();
  }
}
