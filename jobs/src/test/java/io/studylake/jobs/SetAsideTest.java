package io.studylake.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SetAsideTest {
  @Test
  void rowsAreCountedInWords() {
    assertThat(SetAside.words("sv", 3)).isEqualTo("3 rows of sv set aside in quarantine.sv");
    assertThat(SetAside.words("ae", 1)).isEqualTo("1 row of ae set aside in quarantine.ae");
    assertThat(SetAside.rows("lb", 12345)).isEqualTo("12,345 rows of lb");
  }
}
