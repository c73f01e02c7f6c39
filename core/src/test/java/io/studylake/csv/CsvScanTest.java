package io.studylake.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.csv.CsvScan.Facts;
import io.studylake.csv.CsvScan.LineEnd;
import io.studylake.csv.CsvScan.Position;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvScanTest {
  private static final CsvFormat LATIN = new CsvFormat(Charset.forName("windows-1252"), ';', '"');

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "~~|0|0",
        "a|1|0",
        "a\\n|1|0",
        "a\\nb|2|0",
        "a\\r\\nb\\r\\n|2|0",
        "a\\rb\\r|2|0",
        "a\\n\\nb\\n\\n|2|2",
        "\\r\\n\\r\\na|1|0",
        "a,\\n|1|0",
        "\"\"\\n|1|0",
        "~ \\n~|1|0",
        "\"a\\nb\"\\nc|2|0",
        "\"a\\rb\"\\nc\\n|2|0",
        "\"a\"\"\\n\"\"b\"\\nc\\n|2|0",
        "5\" scar\\nb\\n|2|0",
        "x,\"a,\\n\",5\"\\nb\\n|2|0",
        "\"a\"b\"\\n,c\\nd|1|0"
      })
  void recordsAndBlankLinesAreCounted(String text, long records, long blankLines) {
    Facts facts = scan(text.replace("\\n", "\n").replace("\\r", "\r"));

    assertThat(facts.records()).isEqualTo(records);
    assertThat(facts.blankLines()).isEqualTo(blankLines);
  }

  @Test
  void lineBreaksInsideQuotesAreToldFromRecordEnds() {
    assertThat(scan("a,\"b\"\nc").quotedLineBreaks()).isFalse();
    assertThat(scan("a,\"b\nd\"\nc").quotedLineBreaks()).isTrue();
    assertThat(scan("a,\"b\rd\"\nc").quotedLineBreaks()).isTrue();
  }

  @Test
  void recordEndsAreNamedAndOneCarriageReturnAloneIsFound() {
    assertThat(scan("a\nb\n").recordEnds()).containsExactly(LineEnd.LF);
    assertThat(scan("a\r\nb\r\n").recordEnds()).containsExactly(LineEnd.CRLF);
    assertThat(scan("a\r\nb\r\n").loneCarriageReturn()).isEmpty();
    Facts mixed = scan("a\nb\nc\rd\n");
    assertThat(mixed.recordEnds()).containsExactlyInAnyOrder(LineEnd.LF, LineEnd.CR);
    assertThat(mixed.loneCarriageReturn()).isEqualTo(OptionalLong.of(3));
    assertThat(scan("a\nb\r").loneCarriageReturn()).isEqualTo(OptionalLong.of(2));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstField() {
    Facts facts = scan("\uFEFF\"a\nb\"\nc\n");

    assertThat(facts.byteOrderMark()).isTrue();
    assertThat(facts.records()).isEqualTo(2);
    assertThat(facts.text().notUtf8()).isEmpty();
    assertThat(scan("a").byteOrderMark()).isFalse();
  }

  @Test
  void theFirstMalformedByteIsFoundWithItsLine() {
    assertThat(scan(bytes("ab\nc", 0xFC, "b\n", 0xFF), CsvFormat.DEFAULT).text().notUtf8())
        .isEqualTo(Optional.of(new Position(4, 2)));
    assertThat(scan(bytes("a", 0xC3, "\n"), CsvFormat.DEFAULT).text().notUtf8()).isPresent();
    assertThat(scan(bytes("a", 0xC3), CsvFormat.DEFAULT).text().notUtf8()).isPresent();
    assertThat(scan(bytes(0xEF, 0xBB, "a"), CsvFormat.DEFAULT).text().notUtf8()).isPresent();
    assertThat(scan("Übelkeit €𝄞\n").text().notUtf8()).isEmpty();
  }

  @Test
  void aByteWithoutACharacterInTheCharsetIsMalformed() {
    assertThat(scan(bytes("a", 0xFC, 0x80), LATIN).text().malformed(LATIN.charset())).isEmpty();
    assertThat(scan(bytes("a\nb", 0x81), LATIN).text().malformed(LATIN.charset()))
        .isEqualTo(Optional.of(new Position(3, 2)));
  }

  @Test
  void utf8IsMalformedExactlyWhereJavaDecodesAReplacement() {
    Random random = new Random(7);
    int[] interesting = {0x41, 0x7F, 0x80, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xED, 0xF0, 0xF4};
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(6)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) interesting[random.nextInt(interesting.length)];
      }
      boolean malformed = new String(bytes, StandardCharsets.UTF_8).indexOf('\uFFFD') >= 0;

      assertThat(scan(bytes, CsvFormat.DEFAULT).text().notUtf8().isPresent())
          .as("%s", java.util.HexFormat.of().formatHex(bytes))
          .isEqualTo(malformed);
    }
  }

  @Test
  void quotesThatAreBrokenAreFoundWithTheirLine() {
    assertThat(scan("a\nb,\"c\nd\n").unterminatedQuote()).isEqualTo(OptionalLong.of(2));
    assertThat(scan("a\nb,\"c\"\n").unterminatedQuote()).isEmpty();
    assertThat(scan("a\nb,\"c\"d\n").strayQuote()).isEqualTo(OptionalLong.of(2));
    assertThat(scan("a\nb,\"c\"\"d\"\n").strayQuote()).isEmpty();
  }

  @Test
  void aBlankLineIsARowOfAFileOfOneColumn() {
    Facts facts = scan("a\n1\n\n2\n");

    assertThat(facts.dataRows(1)).isEqualTo(3);
    assertThat(facts.dataRows(2)).isEqualTo(2);
    assertThat(scan("").dataRows(1)).isZero();
  }

  @Test
  void theFactsDoNotDependOnHowTheBytesArrive() {
    Random random = new Random(3);
    String[] parts = {"a", "\"", ",", "\n", "\r", "\r\n", "é", "€", "\uFEFF", " ", "\"\""};
    for (int round = 0; round < 5_000; round++) {
      byte[] bytes = random(random, parts).getBytes(StandardCharsets.UTF_8);
      CsvScan byteByByte = new CsvScan(CsvSettings.of(CsvFormat.DEFAULT));
      for (int i = 0; i < bytes.length; i++) {
        byteByByte.update(bytes, i, 1);
      }

      // Samples and starts are objects without equality, cells are counted about.
      assertThat(byteByByte.facts())
          .usingRecursiveComparison()
          .ignoringFields("text.samples", "text.cellsBeyondAscii")
          .isEqualTo(scan(bytes, CsvFormat.DEFAULT));
    }
  }

  @Test
  void aCharsetOfSeveralBytesOrALetterAsDelimiterIsRefused() {
    assertThatThrownBy(() -> new CsvFormat(StandardCharsets.UTF_16, ',', '"'))
        .hasMessage(
            "Cannot read files in UTF-16: use UTF-8 or an extension of ASCII with one byte per character, as windows-1252.");
    assertThatThrownBy(() -> new CsvFormat(Charset.forName("IBM037"), ',', '"'))
        .hasMessageStartingWith("Cannot read files in IBM037: ");
    assertThatThrownBy(() -> new CsvFormat(StandardCharsets.UTF_8, 'x', '"'))
        .hasMessage(
            "Cannot read files with the delimiter 'x' and the quote '\"': use two different ASCII characters, no letter, digit or line break.");
  }

  private static String random(Random random, String[] parts) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(25); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  private static Facts scan(String text) {
    return scan(text.getBytes(StandardCharsets.UTF_8), CsvFormat.DEFAULT);
  }

  private static Facts scan(byte[] bytes, CsvFormat format) {
    CsvScan scan = new CsvScan(CsvSettings.of(format));
    scan.update(bytes, 0, bytes.length);
    return scan.facts();
  }

  private static byte[] bytes(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part instanceof Integer b ? String.valueOf((char) b.intValue()) : part);
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
