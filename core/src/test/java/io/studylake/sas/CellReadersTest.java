package io.studylake.sas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellReadersTest {
  private final Heard notes = new Heard();
  private final List<String> heard = notes.words();

  @ParameterizedTest
  @CsvSource({
    "12, 12.0",
    "-12.50, -12.5",
    "+3, 3.0",
    ".5, 0.5",
    "5., 5.0",
    "' 7 ', 7.0",
    "00042, 42.0",
    "1.235E+06, 1235000.0",
    "1e-3, 0.001",
    "9007199254740992, 9007199254740992",
    "9007199254740994, 9007199254740994",
    "123456789012345680000, 1.2345678901234568E20",
    "123456789012345683968, 1.2345678901234568E20",
    "0.12345678901234568, 0.12345678901234568",
    "9007199254740993.5, 9007199254740994",
    "0.1, 0.1",
    "152677201.1333332, 1.526772011333332E8",
    "-0, -0.0"
  })
  void numbersAreReadAsJavaReadsThem(String text, double value) {
    assertThat(read("BEST12.", text)).isEqualTo(value);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "1d",
        "1f",
        "0x1p3",
        "NA",
        "1,5",
        "1 2",
        "--1",
        "1e",
        "e5",
        "1E999",
        "1.2.3",
        "+",
        "-",
        "..",
        "1\u00A0",
        "\t1",
        "$1",
        "<5"
      })
  void whatIsNoNumberIsADefect(String text) {
    assertThat(read("BEST12.", text)).isNull();
    assertThat(heard).containsExactly("NOT_A_NUMBER");
  }

  @Test
  void everyPrintedDoubleIsReadExactly() {
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      double value =
          switch (i % 4) {
            case 0 -> random.nextInt(1_000_000) / 1000.0;
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> random.nextLong() / 1e6;
            default -> random.nextGaussian();
          };
      if (Double.isFinite(value)) {
        for (String text :
            List.of(Double.toString(value), String.format(Locale.ROOT, "%.9f", value))) {
          assertThat(NumberText.parse(text)).isEqualTo(Double.parseDouble(text));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "   ", ".", " . ", "ND"})
  void missingNumbersAreNull(String text) {
    for (String format : List.of("BEST12.", "COMMA9.2", "DATE9.", "DATETIME20.", "TIME8.")) {
      assertThat(read(format, text)).isNull();
    }
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BEST20.|9007199254740993",
        "BEST20.|-9007199254740993",
        "BEST20.| 9007199254740993 ",
        "20.1|9007199254740993.0",
        "BEST20.|12345678901234567",
        "BEST32.|123456789012345678901",
        "COMMA26.|9,007,199,254,740,993",
        "DOLLAR26.|$-9,007,199,254,740,993",
        "COMMAX26.|9.007.199.254.740.993"
      })
  void aWholeNumberOfMoreDigitsThanADoubleHoldsIsADefect(String format, String text) {
    assertThat(read(format, text)).isNull();
    assertThat(heard).containsExactly("PRECISION_LOST");
  }

  @ParameterizedTest
  @CsvSource({"BEST12., 1.23E12", "BEST12., 1e3", "COMMA12., 1E6", "SITEF., 1.23E12"})
  void anIdWithAnExponentIsADefect(String format, String text) {
    SasFormat of = SasFormat.of(format, 0, 0);
    CellReader<?> key = CellReaders.key(of, CellRules.DEFAULT, DateForm.FORMATTED);

    assertThat(key.read(text, notes)).isNull();
    assertThat(heard).containsExactly("KEY_PRECISION_LOST");
  }

  @ParameterizedTest
  @CsvSource({
    "BEST12., 12, 12.0",
    "BEST12., E, ",
    "SITEF., Essen, Essen",
    "EURO12., 'E1,234', 1234.0"
  })
  void anEThatIsNoExponentIsNoDefectOfAnId(String format, String text, String value) {
    SasFormat of = SasFormat.of(format, 0, 0);
    CellReader<?> key = CellReaders.key(of, CellRules.DEFAULT, DateForm.FORMATTED);

    Object read = key.read(text, notes);
    assertThat(read == null ? null : read.toString()).isEqualTo(value);
    assertThat(heard).doesNotContain("KEY_PRECISION_LOST");
  }

  @ParameterizedTest
  @CsvSource({".A, A", "A, A", ".z, Z", "_, _", "._, _", "' .B ', B", "E, E"})
  void specialMissingNumbersAreNullAndCounted(String text, String which) {
    assertThat(read("BEST12.", text)).isNull();
    assertThat(heard).containsExactly("." + which);
  }

  @ParameterizedTest
  @CsvSource({
    "BEST12., *",
    "DATE9., *********",
    "DATETIME20., ****",
    "COMMA9.2, **",
    "MONYY7., **"
  })
  void asterisksAreAFormatThatWasTooNarrow(String format, String text) {
    assertThat(read(format, text)).isNull();
    assertThat(heard).containsExactly("FORMAT_OVERFLOW");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COMMA12.2|1,234,567.89|1234567.89",
        "COMMA12.2|-1,234.50|-1234.5",
        "COMMA6.|999|999",
        "COMMA12.2|1234567.89|1234567.89",
        "DOLLAR12.2|$-1,234.50|-1234.5",
        "DOLLAR12.2|-$1,234.50|-1234.5",
        "DOLLAR12.2|$1,234|1234",
        "NEGPAREN8.|(1,234)|-1234",
        "NEGPAREN8.| 12 |12",
        "PERCENT8.1|(12.3%)|-0.123",
        "PERCENT8.1|( 12.3%)|-0.123",
        "PERCENT8.1|12.3%|0.123",
        "PERCENTN8.1|-12.3%|-0.123",
        "PERCENT8.1|0.123|0.123",
        "COMMA12.2|1E6|1000000",
        "COMMAX12.2|1.234.567,89|1234567.89",
        "COMMAX12.2|12,5|12.5",
        "NUMX8.2|1234,5|1234.5"
      })
  void groupedNumbersAreNumbers(String format, String text, double value) {
    assertThat(read(format, text)).isEqualTo(value);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COMMA12.2|1,23",
        "COMMA12.2|1,2345",
        "COMMA12.2|,123",
        "COMMA12.2|1234,567",
        "COMMA12.2|1.5,000",
        "COMMA12.2|$",
        "COMMA12.2|()",
        "COMMA12.2|(-1)",
        "PERCENT8.|%",
        "NUMX8.2|1.234,5",
        "COMMAX12.2|ab"
      })
  void brokenGroupsAreADefect(String format, String text) {
    assertThat(read(format, text)).isNull();
    assertThat(heard).containsExactly("NOT_A_NUMBER");
  }

  @Test
  void oneCurrencyIsTakenAndAnEOfEuroAlone() {
    assertThat(read("COMMA8.", "E12")).isNull();
    assertThat(read("COMMA8.", "$$5")).isNull();
    assertThat(read("EURO8.", "E12")).isEqualTo(12.0);
    assertThat(read("DOLLAR8.", "-$12")).isEqualTo(-12.0);
  }

  private Object read(String format, String text) {
    CellRules rules = new CellRules(1926, List.of("ND"));
    return CellReaders.numeric(SasFormat.of(format, 0, 0), rules, DateForm.FORMATTED)
        .read(text, notes);
  }
}
