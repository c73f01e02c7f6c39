package io.studylake.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.config.Configuration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which rules there are, and which of them somebody may accept. */
class RulesTest {
  @Test
  void whatCanBeConfiguredCanBeAcceptedAndNothingElse() {
    Set<String> configured =
        Configuration.load(Optional.empty(), Map.of(), Map.of()).gate().rules().keySet();

    assertThat(Rules.names()).containsAll(configured);
    for (String rule : Rules.names()) {
      assertThat(Rules.acceptable(rule)).as(rule).isEqualTo(configured.contains(rule));
    }
    Set<String> fixed = new TreeSet<>(Rules.names());
    fixed.removeAll(configured);
    assertThat(fixed).containsExactly("key-moved", "key-not-unique", "rows-differ");
  }

  @Test
  void everyRuleHasTheNameItIsFoundBy() {
    assertThat(Rules.of(Configuration.load(Optional.empty(), Map.of(), Map.of()).gate()))
        .extracting(Rule::name)
        .containsExactlyInAnyOrderElementsOf(Rules.names());
  }

  @Test
  void aRuleOnStudylakeItselfCannotBeAccepted() {
    Rules.requireAcceptable("patients-gone");
    assertThatThrownBy(() -> Rules.requireAcceptable("key-moved"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot accept key-moved: the rule guards against defects of studylake itself; nothing"
                + " lets them through. Report it with the run's log.");
  }

  @Test
  void aRuleThatDoesNotExistNamesTheNearest() {
    assertThat(Rules.acceptable("patient-gone")).isFalse();
    assertThatThrownBy(() -> Rules.requireAcceptable("patient-gone"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot accept patient-gone: there is no such rule. Did you mean patients-gone?");
  }
}
