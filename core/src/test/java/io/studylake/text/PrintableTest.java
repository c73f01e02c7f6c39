package io.studylake.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "AE (1)_v2.csv|AE (1)_v2.csv",
        "Größe_Ærø.csv|Größe_Ærø.csv",
        "'a\nb.csv'|a\\u000Ab.csv",
        "a\u001B[31m.csv|a\\u001B[31m.csv",
        "a\u007Fb\u0085c|a\\u007Fb\\u0085c",
        "vsc\u202Etxt.csv|vsc\\u202Etxt.csv",
        "a\u200Be\uFEFF.csv|a\\u200Be\\uFEFF.csv",
        // A Cyrillic letter that looks like the Latin one.
        "\u0430e.csv|\\u0430e.csv",
        "\uFF21\uFF25.csv|\\uFF21\\uFF25.csv",
        "u\u0308.csv|u\\u0308.csv",
        "\uD83D\uDE00.csv|\\U0001F600.csv",
        "\uD83D.csv|\\uD83D.csv",
      })
  void whatCouldDeceiveTheReaderIsEscaped(String name, String shown) {
    assertThat(Printable.of(name)).isEqualTo(shown);
  }

  @Test
  void whatMovesATerminalIsEscapedAndLettersOfAllScriptsStay() {
    assertThat(Printable.visible("a\u001B[31m \u009B31m \u202Eb\n"))
        .isEqualTo("a\\u001B[31m \\u009B31m \\u202Eb\\u000A");
    assertThat(Printable.visible("Übelkeit – ‹légère› 東京")).isEqualTo("Übelkeit – ‹légère› 東京");
  }
}
