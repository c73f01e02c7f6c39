package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"d1", "2024-02", "ilms_1", "D1-rerun", "d1-r2b", "deadbeef"})
  void anOrdinaryNameIsTaken(String name) {
    assertThatCode(() -> DeliveryNames.check(name)).doesNotThrowAnyException();
  }

  @Test
  void mainIsRefused() {
    assertThatThrownBy(() -> DeliveryNames.check("main"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'main' cannot name a delivery: it is the branch of what is published. Give another"
                + " name with --delivery.");
  }

  @Test
  void aNameThatLooksLikeARevisionIsRefusedWithANearOne() {
    assertThatThrownBy(() -> DeliveryNames.check("d1-r2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'d1-r2' cannot name a delivery: -r and a number at the end name a revision. Give"
                + " another name with --delivery, for example 'd1_r2'.");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 64})
  void aNameThatLooksLikeACommitIsRefused(int length) {
    String name = "a1".repeat(length / 2);

    assertThatThrownBy(() -> DeliveryNames.check(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' cannot name a delivery: it looks like a commit id. Give another name with --delivery."
                .formatted(name));
  }

  @Test
  void aNameThatNoStoreTakesIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> DeliveryNames.check("delivery 2.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'delivery 2.1' cannot name a delivery: use letters, digits, '_' and '-', no '-' in"
                + " front, for example 'delivery-2-1'.");
  }
}
