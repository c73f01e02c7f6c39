package io.studylake.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowLimitTest {
  @ParameterizedTest
  @CsvSource({
    "500, 3, 500",
    "0, 1000, 0",
    "1%, 1000, 10",
    "1%, 1099, 10",
    "1%, 99, 0",
    "0.5%, 1000, 5",
    "0%, 1000, 0",
    "100%, 1000, 1000",
    "1 %, 9000000000000, 90000000000"
  })
  void aNumberIsThatManyRowsAndAShareIsRoundedDown(String text, long records, long most) {
    assertThat(RowLimit.parse(text).of(records)).isEqualTo(most);
  }
}
