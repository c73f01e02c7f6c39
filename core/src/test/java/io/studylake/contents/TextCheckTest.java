package io.studylake.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvSettings;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.testing.TestDelivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a file's bytes before a value of it is read. */
class TextCheckTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final CsvSettings SHORT_RECORDS =
      new CsvSettings(Optional.empty(), Optional.empty(), '"', 2000);

  private final Problems problems = new Problems();
  @TempDir private Path folder;

  @Test
  void textThatIsNotUtf8IsReadAsWindowsAndSaidWithThreeWords() throws IOException {
    assertThat(check("A,B\nMüdigkeit,Übelkeit\nd’Alzheimer,1\nfrühe Ménière,2\n".getBytes(WINDOWS)))
        .hasValueSatisfying(dataset -> assertThat(dataset.format().charset()).isEqualTo(WINDOWS));
    assertOnly(
        ProblemCode.CHARSET_DETECTED,
        0,
        "ae.csv is no UTF-8 and was read as windows-1252 (Müdigkeit, Übelkeit, d’Alzheimer). Look at these words; if they are right, set studylake.delivery.charset = windows-1252.");
  }

  @Test
  void aMarkOfUtf8WinsOverAConfiguredCharset() throws IOException {
    CsvSettings windows = CsvSettings.of(new CsvFormat(WINDOWS, ',', '"'));

    assertThat(check(windows, "\uFEFFA,B\nMüller,y\n".getBytes(StandardCharsets.UTF_8)))
        .hasValueSatisfying(
            dataset -> {
              assertThat(dataset.format().charset()).isEqualTo(StandardCharsets.UTF_8);
              assertThat(dataset.header()).containsExactly("a", "b");
            });
  }

  @Test
  void aConfiguredCharsetIsTakenButUtf8IsSaid() throws IOException {
    CsvSettings windows = CsvSettings.of(new CsvFormat(WINDOWS, ',', '"'));

    assertThat(check(windows, "A,B\nMüller,y\n".getBytes(StandardCharsets.UTF_8))).isPresent();
    assertOnly(
        ProblemCode.CHARSET_DETECTED,
        0,
        "ae.csv was read as windows-1252, as studylake.delivery.charset says, but its bytes are UTF-8 (MÃ¼ller). Look at these words; if they are wrong, set studylake.delivery.charset = UTF-8.");
  }

  @Test
  void bytesThatWindowsDoesNotHaveStopUntilTheCharsetIsSet() throws IOException {
    assertThat(check(new byte[] {'A', ',', 'B', '\n', (byte) 0x81, ',', 'x', '\n'})).isEmpty();
    assertOnly(
        ProblemCode.CHARSET_UNCERTAIN,
        0,
        "Cannot read ae.csv: it is no UTF-8, and windows-1252 is unlikely, as it holds bytes that windows-1252 does not have. Ask which charset it is written in, and set studylake.delivery.charset.");
  }

  @Test
  void manyCellsBeyondAsciiStopUntilTheCharsetIsSet() throws IOException {
    assertThat(check(("A,B\n" + "čeština,x\n".repeat(20)).getBytes(Charset.forName("ISO-8859-2"))))
        .isEmpty();
    assertOnly(
        ProblemCode.CHARSET_UNCERTAIN,
        0,
        "Cannot read ae.csv: it is no UTF-8, and windows-1252 is unlikely, as more than 1 % of its cells hold other characters than ASCII. Ask which charset it is written in, and set studylake.delivery.charset.");
  }

  @Test
  void textOfTwoBytesForEachCharacterIsRefused() throws IOException {
    assertThat(check("\uFEFFA,B\nx,y\n".getBytes(StandardCharsets.UTF_16LE))).isEmpty();
    assertOnly(
        ProblemCode.CHARSET_UNSUPPORTED,
        0,
        "Cannot read ae.csv: it is UTF-16LE, which has more than a byte for each character. Ask for it in UTF-8.");
  }

  @Test
  void aDelimiterThatIsNoCommaIsSaid() throws IOException {
    assertThat(check("A\tB\nx\ty\n".getBytes(StandardCharsets.UTF_8))).isPresent();
    assertOnly(
        ProblemCode.DELIMITER_DETECTED,
        0,
        "ae.csv was read with the delimiter tab, which its header holds most often.");
  }

  @Test
  void aByteZeroIsRefusedWithItsLine() throws IOException {
    assertThat(check("A,B\nx,y\nx,\0\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertOnly(
        ProblemCode.NUL_BYTE,
        3,
        "Cannot read ae.csv: line 3 holds a byte 00, which no text has. Ask for a new export; the file is broken, or UTF-16.");
  }

  @Test
  void aRecordThatIsTooLongIsRefusedWithItsLine() throws IOException {
    assertThat(
            check(
                SHORT_RECORDS,
                ("A,B\nx,y\n" + "z".repeat(3000) + ",y\n").getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    assertOnly(
        ProblemCode.RECORD_TOO_LONG,
        3,
        "Cannot read ae.csv: the record in line 3 is longer than studylake.delivery.longest-record. Look for a quote there that is not closed, or raise the limit.");
  }

  @Test
  void aQuoteThatIsNeverClosedIsNamedWithTheLineWhereItOpens() throws IOException {
    String text = "A,B\nx,y\n\"open,y\n" + "a,b\n".repeat(1000);

    assertThat(check(SHORT_RECORDS, text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(problems.kept())
        .filteredOn(problem -> problem.code() != ProblemCode.ROW_COUNT_UNKNOWN)
        .extracting(Problem::code, problem -> problem.line().orElse(0))
        .containsExactlyInAnyOrder(
            tuple(ProblemCode.RECORD_TOO_LONG, 3L), tuple(ProblemCode.UNTERMINATED_QUOTE, 3L));
  }

  @Test
  void quotesInsideTextAreText() throws IOException {
    assertThat(check("A,B\n5\" scar,y\nx,6\"\n".getBytes(StandardCharsets.UTF_8))).isPresent();
    assertOnly(
        ProblemCode.QUOTE_IN_TEXT,
        2,
        "ae.csv holds quotes inside values that do not start with one (2, first in line 2); they were read as text.");
  }

  @Test
  void aCarriageReturnAloneIsSaid() throws IOException {
    assertThat(check("A,B\nx,y\rv,w\n".getBytes(StandardCharsets.UTF_8))).isPresent();
    assertOnly(
        ProblemCode.LONE_CARRIAGE_RETURN,
        2,
        "ae.csv: line 2 ends in a carriage return alone. If it stands in a value, export that value in quotes.");
  }

  @Test
  void tooManyColumnsAreRefused() throws IOException {
    String header = "A,B" + ",C".repeat(20_000) + "\n";

    assertThat(check(header.getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertOnly(
        ProblemCode.TOO_MANY_COLUMNS,
        0,
        "Cannot read ae.csv: it has 20,002 columns, more than studylake.delivery.most-columns = 5,000. Ask for the dataset in parts, or raise the limit.");
  }

  private Optional<ReconciledDataset> check(byte[] bytes) throws IOException {
    return check(CsvSettings.DEFAULT, bytes);
  }

  private Optional<ReconciledDataset> check(CsvSettings csv, byte[] bytes) throws IOException {
    StudyContents contents =
        new ContentsParser(CsvFormat.DEFAULT, Set.of())
            .parse(
                "contents.csv",
                new ByteArrayInputStream(
                    "dataset,column,type\nae,A,char\nae,B,char\n".getBytes(StandardCharsets.UTF_8)),
                problems);
    return new Reconciliation(TestDelivery.ARCHIVE, csv, 5000, Set.of())
            .reconcile(contents, List.of(TestDelivery.file(folder, "ae.csv", bytes, csv)), problems)
            .datasets()
            .stream()
            .findFirst();
  }

  private void assertOnly(ProblemCode code, long line, String message) {
    assertThat(problems.kept())
        .filteredOn(problem -> problem.code() != ProblemCode.ROW_COUNT_UNKNOWN)
        .extracting(Problem::code, problem -> problem.line().orElse(0), Problem::message)
        .containsExactly(tuple(code, line, message));
  }
}
