package io.studylake.sas;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.sas.FormDecider.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates, datetimes, times, and how their form is told. */
class DateCellsTest {
  private final Heard notes = new Heard();
  private final List<String> heard = notes.words();

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
        "E8601DZ20.|2014-01-02T13:45:07Z|2014-01-02T13:45:07",
        "E8601DZ26.|2014-01-02T13:45:07+00:00|2014-01-02T13:45:07",
        "B8601DZ26.|20140102T134507+0000|2014-01-02T13:45:07",
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

  @Test
  void theClockOfADatetimeBefore1960RunsForwards() {
    assertThat(read("TOD8.", "-1", DateForm.RAW)).isEqualTo("23:59:59");
    assertThat(read("TIME8.", "-1", DateForm.RAW)).isEqualTo("-00:00:01");
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
    return CellReaders.numeric(SasFormat.of(format, 0, 0), rules, form).read(text, notes);
  }
}
