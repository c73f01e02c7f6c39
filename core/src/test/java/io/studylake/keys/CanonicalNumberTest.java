package io.studylake.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalNumberTest {
  @ParameterizedTest
  @CsvSource({
    "3, 3",
    "3.0, 3",
    "3.1, 3.1",
    "3.1000000000000001, 3.1",
    "3.10004, 3.1",
    "0.30000000000000004, 0.3",
    "1.00005, 1.0001",
    "1.00004999, 1",
    "-1.00005, -1.0001",
    "-3.5, -3.5",
    "100, 100",
    "1e15, 1000000000000000",
    "1e20, 100000000000000000000",
    "-1e20, -100000000000000000000",
    "123456789.5, 123456789.5",
  })
  void aNumberHasOnePlainTextRoundedHalfUpToFourDecimals(double number, String text) {
    assertThat(new CanonicalNumber().call(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0", "-0.0", "0.00004", "-0.00004"})
  void zeroHasNoSign(double number) {
    assertThat(new CanonicalNumber().call(number)).isEqualTo("0");
  }

  @Test
  void aMissingNumberStaysMissing() {
    assertThat(new CanonicalNumber().call(null)).isNull();
  }
}
