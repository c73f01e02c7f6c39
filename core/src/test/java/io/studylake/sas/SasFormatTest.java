package io.studylake.sas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SasFormatTest {
  @ParameterizedTest
  @CsvSource({
    "DATE, 7",
    "DDMMYY, 8",
    "MMDDYY, 8",
    "YYMMDD, 8",
    "DATETIME, 16",
    "TIME, 8",
    "BEST, 12"
  })
  void withoutAWidthSasUsesItsOwn(String name, int width) {
    assertThat(SasFormat.of(name, 0, 0).printedWidth()).isEqualTo(width);
    assertThat(SasFormat.of(name, 20, 0).printedWidth()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({
    "DATE9., DATE, 9, 0",
    "date9, DATE, 9, 0",
    "8.2, '', 8, 2",
    "E8601DA10., E8601DA, 10, 0",
    "$20., $, 20, 0",
    "'', '', 0, 0",
    "AE3F., AE3F, 0, 0"
  })
  void theWidthMayStandInTheName(String text, String name, int width, int decimals) {
    assertThat(SasFormat.of(text, 0, 0)).isEqualTo(new SasFormat(name, width, decimals));
  }

  @ParameterizedTest
  @CsvSource({
    "MONYY7., true", "YEAR4., true", "DATE9., false", "DTDATE9., true", "DATETIME13., true",
    "DATETIME20., false", "DATETIME, false", "E8601DT19., false", "TIME5., true", "TIME8., false",
    "HHMM5., true", "BEST12., false", "SEXF., false"
  })
  void formatsThatPrintLessThanIsStoredAreKnown(String format, boolean reduces) {
    assertThat(SasFormat.of(format, 0, 0).reducesPrecision()).isEqualTo(reduces);
  }

  @Test
  void aFormatThatIsNotSasOwnIsAUsers() {
    assertThat(SasFormat.of("SEXF", 6, 0).family()).isEqualTo(FormatFamily.USER);
    assertThat(SasFormat.NONE.family()).isEqualTo(FormatFamily.NUMBER);
  }
}
