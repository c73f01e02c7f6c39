package io.studylake.sas;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.problem.ProblemCode;
import io.studylake.sas.FormDecider.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellReadersTest {
  private final List<String> heard = new ArrayList<>();

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
    "123456789012345678901, 1.2345678901234568E20",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATE9.|02JAN2014|2014-01-02",
        "DATE9.|2jan2014|2014-01-02",
        "DATE11.|02-JAN-2014|2014-01-02",
        "DATE9.|31DEC1959|1959-12-31",
        "DATE9.|29FEB2012|2012-02-29",
        "DATE9.|2014-01-02|2014-01-02",
        "DATE9.|01JAN1582|1582-01-01",
        "DDMMYY10.|02/01/2014|2014-01-02",
        "DDMMYYP10.|02.01.2014|2014-01-02",
        "DDMMYYN8.|02012014|2014-01-02",
        "DDMMYY10.|2014-01-02|2014-01-02",
        "MMDDYY10.|01/02/2014|2014-01-02",
        "MMDDYYD10.|01-02-2014|2014-01-02",
        "YYMMDD10.|2014-01-02|2014-01-02",
        "YYMMDDS10.|2014/01/02|2014-01-02",
        "YYMMDDN8.|20140102|2014-01-02",
        "E8601DA10.|2014-01-02|2014-01-02",
        "B8601DA8.|20140102|2014-01-02",
        "JULIAN7.|2014002|2014-01-02",
        "DTDATE9.|02JAN2014|2014-01-02"
      })
  void datesAreReadAsTheirFormatPrintsThem(String format, String text, String day) {
    assertThat(day(format, text)).isEqualTo(day);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATE7.|02JAN14|2014-01-02",
        "DATE7.|02JAN26|1926-01-02",
        "DATE7.|02JAN25|2025-01-02",
        "DDMMYY8.|02/01/14|2014-01-02",
        "YYMMDD8.|14-01-02|2014-01-02",
        "YYMMDD6.|140102|2014-01-02",
        "MMDDYY8.|01/02/14|2014-01-02",
        "JULIAN5.|14002|2014-01-02"
      })
  void yearsOfTwoDigitsAreCompletedAndNoted(String format, String text, String day) {
    assertThat(day(format, text)).isEqualTo(day);
    assertThat(heard).containsExactly("two digits " + day);
  }

  @Test
  void theYearCutoffCanBeSet() {
    CellReader<?> reader =
        CellReaders.numeric(
            SasFormat.of("DATE7.", 0, 0), new CellRules(1950, List.of()), DateForm.FORMATTED);

    assertThat(reader.read("01JAN49", CellNotes.NONE)).isEqualTo(28855); // 2049
    assertThat(reader.read("01JAN50", CellNotes.NONE)).isEqualTo(-7305); // 1950
  }

  @ParameterizedTest
  @CsvSource({
    "DATE9., 30FEB2014",
    "DATE9., 29FEB2013",
    "DATE9., 02JAN",
    "DATE9., 02JAN201",
    "DATE9., JAN2014",
    "DATE9., 02JAN2014x",
    "DATE9., 01/02/2014",
    "DDMMYY10., 02/13/2014",
    "DDMMYY10., 02/01-2014",
    "MMDDYY10., 13/01/2014",
    "YYMMDD10., 2014-13-01",
    "YYMMDD10., 2014-1",
    "DATE9., 01JAN1581",
    "DATE9., UNK",
    "DATE7., 02JAN14x",
    "YYMMDD10., 02JAN2014"
  })
  void whatIsNoDateIsADefect(String format, String text) {
    assertThat(read(format, text)).isNull();
    assertThat(heard).containsExactly("NOT_A_DATE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATETIME20.|02JAN2014:13:45:07|2014-01-02T13:45:07",
        "DATETIME22.3|02JAN2014:13:45:07.125|2014-01-02T13:45:07.125",
        "DATETIME13.|02JAN2014:13:45|2014-01-02T13:45",
        "DATETIME9.|02JAN2014|2014-01-02T00:00",
        "DATEAMPM22.|02JAN2014:01:45:07 PM|2014-01-02T13:45:07",
        "DATEAMPM22.|02JAN2014:12:45:07 AM|2014-01-02T00:45:07",
        "E8601DT19.|2014-01-02T13:45:07|2014-01-02T13:45:07",
        "E8601DT26.6|2014-01-02T13:45:07.123456|2014-01-02T13:45:07.123456",
        "E8601DT19.|2014-01-02 13:45:07|2014-01-02T13:45:07",
        "E8601DT19.|2014-01-02T13:45:07Z|2014-01-02T13:45:07",
        "B8601DT15.|20140102T134507|2014-01-02T13:45:07"
      })
  void datetimesAreReadWithoutATimeZone(String format, String text, String value) {
    assertThat(read(format, text)).hasToString(value);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DATETIME20., 02JAN2014:24:00:00", "DATETIME20., 02JAN2014:13:60", "DATETIME20., 02JAN2014:",
    "E8601DT19., 2014-01-02T13:45:07+02:00", "E8601DT19., 2014-01-02X13:45", "DATETIME20., 13:45"
  })
  void whatIsNoDatetimeIsADefect(String format, String text) {
    assertThat(read(format, text)).isNull();
    assertThat(heard).containsExactly("NOT_A_DATETIME");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TIME8.|13:45:07|13:45:07",
        "TIME5.|13:45|13:45:00",
        "TIME8.|9:05:00|09:05:00",
        "TIME8.|-1:05:00|-01:05:00",
        "TIME10.|125:10:00|125:10:00",
        "TIME11.2|13:45:07.50|13:45:07.5",
        "TIMEAMPM11.|1:45:07 PM|13:45:07",
        "HHMM5.|13:45|13:45:00",
        "MMSS8.|825:07|13:45:07",
        "B8601TM6.|134507|13:45:07",
        "TOD8.|13:45:07|13:45:07"
      })
  void timesAreTextInOneShape(String format, String text, String value) {
    assertThat(read(format, text)).isEqualTo(value);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TIME8., 13:60:00", "TIME8., 13:45:07x", "TIME8., noon", "TIMEAMPM11., 13:00:00 PM"})
  void whatIsNoTimeIsADefect(String format, String text) {
    assertThat(read(format, text)).isNull();
    assertThat(heard).containsExactly("NOT_A_TIME");
  }

  @ParameterizedTest
  @CsvSource({
    "MONYY7., JAN2014, 2014-01",
    "YYMM7., 2014M01, 2014-01",
    "YYMMD7., 2014-01, 2014-01",
    "YYMMN6., 201401, 2014-01",
    "MMYY7., 01M2014, 2014-01",
    "YEAR4., 2014, 2014",
    "YYQ6., 2014Q1, 2014-Q1",
    "YYQN5., 20144, 2014-Q4"
  })
  void datesWithoutADayStayReduced(String format, String text, String value) {
    assertThat(read(format, text)).isEqualTo(value);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"MONYY7., 2014-13", "YYQ6., 2014Q5", "YEAR4., 14x", "MMYY7., 13M2014"})
  void whatIsNoReducedDateIsADefect(String format, String text) {
    assertThat(read(format, text)).isNull();
    assertThat(heard).containsExactly("NOT_A_DATE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DATETIME20.|1704289507|2014-01-02T13:45:07",
        "DATETIME20.|-1|1959-12-31T23:59:59",
        "DATETIME20.|-0.5|1959-12-31T23:59:59.500",
        "DATETIME20.|1704289507.1234567|2014-01-02T13:45:07.123456",
        "TIME8.|49507|13:45:07",
        "TIME8.|-3900|-01:05:00",
        "TIME8.|450600|125:10:00",
        "TIME8.|49507.50|13:45:07.5",
        "TOD8.|1704289507|13:45:07",
        "MONYY7.|19725|2014-01-02",
        "COMMAX8.|1.234|1.234"
      })
  void rawNumbersAreCountedFrom1960(String format, String text, String value) {
    assertThat(raw(format, text)).hasToString(value);
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DATE9., 19725, 2014-01-02",
    "DATE9., -1, 1959-12-31",
    "DATE9., 0, 1960-01-01",
    "DATE9., -138061, 1582-01-01",
    "DATE9., 2936549, 9999-12-31",
    "DTDATE9., 1704289507, 2014-01-02",
    "DTDATE9., -1, 1959-12-31"
  })
  void rawDatesAreDaysFrom1960(String format, String text, String day) {
    assertThat(java.time.LocalDate.ofEpochDay((Integer) raw(format, text))).hasToString(day);
  }

  @ParameterizedTest
  @CsvSource({
    "DATE9., -138062, DATE_OUT_OF_RANGE",
    "DATE9., 2936550, DATE_OUT_OF_RANGE",
    "DATETIME20., 999999999999, DATE_OUT_OF_RANGE",
    "DATE9., 1.7E4, NOT_A_DATE",
    "DATE9., 19725.5, NOT_A_DATE",
    "DATE9., 02JAN2014, MIXED_DATE_FORM",
    "DATETIME20., 1.7E9, NOT_A_DATETIME",
    "TIME8., 13:45, MIXED_DATE_FORM",
    "TIME8., xx, NOT_A_TIME"
  })
  void whatIsNoRawNumberIsADefect(String format, String text, String code) {
    assertThat(raw(format, text)).isNull();
    assertThat(heard).containsExactly(code);
  }

  @Test
  void aRawNumberAmongFormattedTextIsTheOtherForm() {
    assertThat(read("DATE9.", "19725")).isNull();
    assertThat(heard).containsExactly("MIXED_DATE_FORM");
  }

  @ParameterizedTest
  @CsvSource({
    "DATE9., 02JAN2014, FORMATTED",
    "DATE9., 19725, RAW",
    "DATE9., -1, RAW",
    "DATE9., ., NOTHING",
    "DATE9., , NOTHING",
    "DATE9., rubbish, NOTHING",
    "YYMMDDN8., 20140102, FORMATTED",
    "YYMMDDN6., 140102, EITHER",
    "DDMMYYN6., 020114, FORMATTED",
    "YEAR4., 2014, EITHER",
    "TIME8., 13:45:07, FORMATTED",
    "TIME8., 49507, RAW",
    "B8601TM6., 134507, EITHER",
    "COMMAX8., 1.234, EITHER",
    "COMMAX8.2, 1.234, RAW",
    "COMMAX8., 12, NOTHING",
    "COMMAX8.2, '12,5', FORMATTED",
    "BEST12., 12, NOTHING",
    "SEXF., Male, NOTHING"
  })
  void aCellThatCanOnlyBeOneFormDecides(String format, String text, Verdict verdict) {
    assertThat(CellReaders.decider(SasFormat.of(format, 0, 0), CellRules.DEFAULT).judge(text))
        .isEqualTo(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "Male, Male",
    "'1', 1",
    "A, A",
    "' Male  ', ' Male'",
    "NA, NA",
    "., ",
    "'', ",
    "'  ', "
  })
  void aUserFormatIsText(String text, String value) {
    assertThat(read("SEXF6.", text)).isEqualTo(value);
    assertThat(heard).isEmpty();
  }

  @Test
  void aPointedSpecialMissingUnderAUserFormatIsNull() {
    assertThat(read("SEXF6.", ".A")).isNull();
    assertThat(heard).containsExactly(".A");
  }

  private Object read(String format, String text) {
    return read(format, text, DateForm.FORMATTED);
  }

  private Object raw(String format, String text) {
    return read(format, text, DateForm.RAW);
  }

  private String day(String format, String text) {
    return java.time.LocalDate.ofEpochDay((Integer) read(format, text)).toString();
  }

  private Object read(String format, String text, DateForm form) {
    CellRules rules = new CellRules(1926, List.of("ND"));
    CellNotes notes =
        new CellNotes() {
          @Override
          public void defect(ProblemCode code) {
            heard.add(code.name());
          }

          @Override
          public void specialMissing(char which) {
            heard.add("." + which);
          }

          @Override
          public void twoDigitYear(long epochDay) {
            heard.add("two digits " + java.time.LocalDate.ofEpochDay(epochDay));
          }

          @Override
          public void userFormat(boolean coded) {}

          @Override
          public void codeWithoutLabel() {
            heard.add("no label");
          }
        };
    return CellReaders.numeric(SasFormat.of(format, 0, 0), rules, form).read(text, notes);
  }
}
