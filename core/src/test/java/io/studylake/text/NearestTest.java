package io.studylake.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  @Test
  void theNameWithTheFewestEditsIsTheNearest() {
    assertThat(Nearest.to("delivery.knid", List.of("delivery.name", "delivery.kind", "study")))
        .contains("delivery.kind");
  }

  @Test
  void letterCaseDoesNotCount() {
    assertThat(Nearest.to("MAIN", List.of("mean", "main"))).contains("main");
  }

  @Test
  void ofEqualsTheFirstInOrderIsTaken() {
    assertThat(Nearest.to("d0", List.of("d2", "d1"))).contains("d1");
  }

  @Test
  void thereIsNoneWhenNothingIsKnown() {
    assertThat(Nearest.to("main", List.of())).isEmpty();
  }
}
