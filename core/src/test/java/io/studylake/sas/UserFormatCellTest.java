package io.studylake.sas;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.sas.FormatRow.Exclusions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserFormatCellTest {
  private final Heard notes = new Heard();
  private final List<FormatRow> rows = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "Male, Male, label",
    "'1', 1, code",
    "-1.5, -1.5, code",
    "' Male  ', ' Male', label",
    "NA, NA, label",
    "Y, Y, label",
    "_, _, label"
  })
  void aUserFormatIsTextAndTellsWhetherItWasApplied(String text, String value, String heard) {
    assertThat(read("SEXF6.", text)).isEqualTo(value);
    assertThat(notes.words()).containsExactly(heard);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "", "  ", "ND"})
  void aMissingValueTellsNothing(String text) {
    assertThat(read("SEXF6.", text)).isNull();
    assertThat(notes.words()).isEmpty();
  }

  @Test
  void aPointedSpecialMissingUnderAUserFormatIsNull() {
    assertThat(read("SEXF6.", ".A")).isNull();
    assertThat(notes.words()).containsExactly(".A");
  }

  @Test
  void asterisksAreAFormatThatWasTooNarrowUnlessTheyAreALabel() {
    assertThat(read("SEXF1.", "*")).isNull();
    assertThat(notes.words()).containsExactly("FORMAT_OVERFLOW");
    notes.words().clear();

    value("STARF", "0.05", "*");
    assertThat(read("STARF.", "*")).isEqualTo("*");
  }

  @ParameterizedTest
  @CsvSource({"PVALUE6.4, 0.0421", "PVALUE6.4, <.0001", "WEEKDATE., 'Thursday, January 2, 2014'"})
  void aFormatOfSasOwnThatPrintsTextHasNoCodes(String format, String text) {
    value("SEXF", "1", "Male");

    assertThat(read(format, text)).isEqualTo(text);
    assertThat(notes.words()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'1', Male", "1.0, Male", "' 2', Female", "Male, Male"})
  void theFormatsFileDecodes(String text, String value) {
    value("SEXF", "               1", "Male  ");
    value("SEXF", "               2", "Female");

    assertThat(read("sexf6.", text)).isEqualTo(value);
    assertThat(notes.words()).containsExactly("label");
  }

  @Test
  void aCodeWithoutLabelStaysAndIsTold() {
    value("SEXF", "1", "Male");

    assertThat(read("SEXF.", "3")).isEqualTo("3");
    assertThat(notes.words()).containsExactly("no label");
    notes.words().clear();
    assertThat(read("RACEF.", "3")).isEqualTo("3");
    assertThat(notes.words()).containsExactly("no label", "code");
  }

  @ParameterizedTest
  @CsvSource({
    "-5, child",
    "11.9, child",
    "12, adult",
    "64, adult",
    "65, 65",
    "66, old",
    "1E3, old",
    "80, eighty"
  })
  void rangesAreDecodedWithTheirEnds(String text, String value) {
    range("AGEF", "LOW", "12", "child", new Exclusions(false, true), "L");
    range("AGEF", "12", "65", "adult", new Exclusions(false, true), "");
    value("AGEF", "80", "eighty");
    range("AGEF", "65", "HIGH", "old", new Exclusions(true, false), "H");

    assertThat(read("AGEF.", text)).isEqualTo(value);
  }

  @Test
  void otherIsWhatNoRangeCovers() {
    range("YNF", "**OTHER**", "**OTHER**", "unknown", new Exclusions(false, false), "O");
    value("YNF", "1", "Yes");
    value("YNF", ".", "not asked");

    assertThat(read("YNF.", "1")).isEqualTo("Yes");
    assertThat(read("YNF.", "7")).isEqualTo("unknown");
    assertThat(read("YNF.", ".")).isNull();
  }

  @Test
  void aLabelThatNamesAFormatDecodesNothing() {
    range("DF", "1", "", "DATE9.", new Exclusions(false, false), "F");
    range("DF", "", "", "other", new Exclusions(false, false), "O");

    assertThat(read("DF.", "1")).isEqualTo("1");
    assertThat(notes.words()).containsExactly("no label");
  }

  @Test
  void aNumberThatIsALabelIsDecodedInAFileOfRawNumbersAlone() {
    value("TENF", "1", "10");
    value("TENF", "10", "100");

    assertThat(read("TENF.", "10", DateForm.FORMATTED)).isEqualTo("10");
    assertThat(notes.words()).isEmpty();
    assertThat(read("TENF.", "10", DateForm.RAW)).isEqualTo("100");
  }

  @Test
  void formatsOfCharactersAndInformatsDecodeNothing() {
    for (String type : List.of("C", "P", "I", "J")) {
      rows.add(row("SEXF", type, "1", "1", "Male", new Exclusions(false, false), ""));
    }
    rows.add(row("$SEXF", "", "1", "1", "Male", new Exclusions(false, false), ""));

    assertThat(UserFormats.of(rows).isEmpty()).isTrue();
    assertThat(read("SEXF.", "1")).isEqualTo("1");
  }

  @Test
  void whatARowGivesForANumberIsItsDefect() {
    Exclusions none = new Exclusions(false, false);

    assertThat(row("F", "N", "x1", "2", "a", none, "").defect()).hasValue("x1");
    assertThat(row("F", "N", "1", "zz", "a", none, "").defect()).hasValue("zz");
    assertThat(row("F", "C", "M", "M", "a", none, "").defect()).isEmpty();
    assertThat(row("F", "N", "A", "A", "a", none, "").defect()).isEmpty();
  }

  @Test
  void equalLabelsAreDescribedEqually() {
    value("SEXF", "1", "Male");
    String before = UserFormats.of(rows).describe(SasFormat.of("SEXF.", 0, 0));

    value("RACEF", "1", "White");
    assertThat(UserFormats.of(rows).describe(SasFormat.of("SEXF6.", 0, 0))).isEqualTo(before);
    value("SEXF", "2", "Female");
    assertThat(UserFormats.of(rows).describe(SasFormat.of("SEXF6.", 0, 0))).isNotEqualTo(before);
    assertThat(UserFormats.NONE.describe(SasFormat.of("SEXF.", 0, 0))).isEmpty();
  }

  private void value(String name, String start, String label) {
    range(name, start, start, label, new Exclusions(false, false), "");
  }

  private void range(
      String name, String start, String end, String label, Exclusions exclusions, String flags) {
    rows.add(row(name, "N", start, end, label, exclusions, flags));
  }

  private static FormatRow row(
      String name,
      String type,
      String start,
      String end,
      String label,
      Exclusions exclusions,
      String flags) {
    return new FormatRow(name, type, start, end, label, exclusions, flags);
  }

  private String read(String format, String text) {
    return read(format, text, DateForm.FORMATTED);
  }

  private String read(String format, String text, DateForm form) {
    return (String)
        CellReaders.numeric(
                SasFormat.of(format, 0, 0),
                new CellRules(1926, List.of("ND")),
                form,
                UserFormats.of(rows))
            .read(text, notes);
  }
}
