package io.studylake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.studylake.contents.ContentsParser;
import io.studylake.contents.FormatsParser;
import io.studylake.contents.ReconciledDataset;
import io.studylake.contents.Reconciliation;
import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.sas.UserFormats;
import io.studylake.testing.Sparks;
import io.studylake.testing.TestDelivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader says of records and cells, with line, column and value. */
class CellProblemsTest {
  private static final String TWO_TEXTS = "dataset,column,type\nae,A,char\nae,B,char\n";
  private static final String WITH_LENGTH =
      "MEMNAME,NAME,TYPE,LENGTH,VARNUM\nAE,A,2,%d,1\nAE,B,2,200,2\n";

  private final Problems problems = new Problems();
  @TempDir private Path folder;
  private UserFormats formats = UserFormats.NONE;

  @Test
  void textAfterAClosingQuoteIsSaidWithItsRecord() throws IOException {
    read(TWO_TEXTS, "A,B\nx,\"one\"two\ny,z\n");

    assertOnly(
        ProblemCode.STRAY_QUOTE,
        2,
        "x,\"one\"two",
        "Cannot read ae.csv: in line 2 text follows a closing quote. Ask for a file whose quotes inside quoted values are doubled, as PROC EXPORT does.");
  }

  @Test
  void shortRecordsThatMakeUpOneAreOneDefect() throws IOException {
    read(
        "dataset,column,type\nae,A,char\nae,B,char\nae,C,char\n",
        "A,B,C\n1,broken\nin two,3\nx,y,z\nalone\nx,y,z\n");

    assertThat(problems.kept())
        .filteredOn(problem -> problem.code() != ProblemCode.ROW_COUNT_UNKNOWN)
        .extracting(Problem::code, problem -> problem.line().orElse(0), Problem::message)
        .containsExactly(
            tuple(
                ProblemCode.SPLIT_RECORD,
                2L,
                "Cannot read ae.csv: the lines 2 to 3 are short, and together they have the 3 values of one record that a line break cuts. Ask for an export with such values in quotes, and with LRECL large enough."),
            tuple(
                ProblemCode.WRONG_VALUE_COUNT,
                5L,
                "Cannot read ae.csv: line 5 has 1 values, its header 3 columns. If a value holds a line break or a delimiter, export it in quotes."));
  }

  @Test
  void aFileThatEndsInTheMiddleOfARecordWasCutOff() throws IOException {
    read(TWO_TEXTS, "A,B\nx,y\nv");

    assertOnly(
        ProblemCode.FILE_CUT_OFF,
        3,
        "v",
        "Cannot read ae.csv: its last record, in line 3, has 1 of 2 values and no line end. The file was cut off; ask for it again.");
  }

  @Test
  void blankLinesBeforeTheHeaderOfAFileOfOneColumnAreNoRows() throws IOException {
    List<Row> rows = read("dataset,column,type\nae,A,char\n", "\n\r\nA\nx\n\ny");

    assertThat(rows)
        .extracting(row -> row.getString(0), row -> row.getLong(1))
        .containsExactly(tuple("x", 4L), tuple(null, 5L), tuple("y", 6L));
    assertThat(problems.stopDelivery()).isFalse();
  }

  @Test
  void aWholeNumberThatADoubleDoesNotHoldIsADefect() throws IOException {
    List<Row> rows =
        read(
            "dataset,column,type\nae,A,char\nae,B,num\n",
            "A,B\nx,9007199254740993\ny,9007199254740992\nz,0.10000000000000001\n");

    assertThat(rows.get(1).getDouble(1)).isEqualTo(9007199254740992d);
    assertThat(rows.get(2).getDouble(1)).isEqualTo(0.1);
    assertOnly(
        ProblemCode.PRECISION_LOST,
        2,
        "9007199254740993",
        "Cannot read ae.csv: line 2, column B is a whole number of more digits than SAS's numbers hold. Ask for the column as characters.");
  }

  @Test
  void moreCharactersThanLengthAreSaidOncePerColumn() throws IOException {
    read(WITH_LENGTH.formatted(3), "A,B\nabc,x\nabcd,x\nabcde,x\n");

    assertOnly(
        ProblemCode.LONGER_THAN_LENGTH,
        0,
        null,
        "Column A of ae.csv holds more characters than its LENGTH of 3 (2 times, first in line 3). Ask for contents and file of one data set.");
  }

  @Test
  void moreBytesThanLengthAreSaidWhereTheCharactersFit() throws IOException {
    read(WITH_LENGTH.formatted(3), "A,B\nÜbe,x\nabc,x\n");

    assertOnly(
        ProblemCode.MORE_BYTES_THAN_LENGTH,
        0,
        null,
        "Column A of ae.csv holds more bytes than its LENGTH of 3, though not more characters (1 times, first in line 2).");
  }

  @Test
  void valuesThatFillALongColumnMayHaveBeenCut() throws IOException {
    read(WITH_LENGTH.formatted(100), "A,B\n%s,x\nshort,x\n".formatted("y".repeat(100)));

    assertOnly(
        ProblemCode.MAYBE_TRUNCATED,
        0,
        null,
        "Column A of ae.csv holds values that fill its LENGTH of 100 (1 times, first in line 2), so they may have been cut off in SAS.");
  }

  @Test
  void aFormatsFileDecodesAndACodeWithoutLabelIsKept() throws IOException {
    formats =
        new FormatsParser(CsvFormat.DEFAULT)
            .parse(
                "formats.csv",
                new ByteArrayInputStream(
                    "FMTNAME,START,END,LABEL,TYPE\nSEXF,1,1,Male,N\nSEXF,2,2,Female,N\n"
                        .getBytes(StandardCharsets.UTF_8)),
                problems);

    List<Row> rows =
        read("MEMNAME,NAME,TYPE,FORMAT\nAE,A,2,\nAE,B,1,SEXF\n", "A,B\nx,1\ny,2\nz,9\nv,.\n");

    assertThat(rows)
        .extracting(row -> row.getString(1))
        .containsExactly("Male", "Female", "9", null);
    assertOnly(
        ProblemCode.CODE_WITHOUT_LABEL,
        0,
        null,
        "Column B of ae.csv holds codes that the formats file does not decode (1 times, first in line 4); they are kept as they are. Ask for format SEXF. too, as PROC FORMAT CNTLOUT= writes it.");
  }

  @Test
  void codesOfAUserFormatWithoutAFormatsFileAreSaid() throws IOException {
    read("MEMNAME,NAME,TYPE,FORMAT\nAE,A,2,\nAE,B,1,SEXF\n", "A,B\nx,1\ny,2\n");

    assertOnly(
        ProblemCode.CODES_NOT_DECODED,
        0,
        null,
        "Column B of ae.csv holds codes of format SEXF., which no formats file decodes; they are kept as text. Ask for the format catalog, as PROC FORMAT CNTLOUT= writes it.");
  }

  private List<Row> read(String contents, String text) throws IOException {
    ReconciledDataset dataset =
        new Reconciliation(
                TestDelivery.ARCHIVE,
                ReaderSettings.DEFAULT.csv(),
                ReaderSettings.DEFAULT.mostColumns(),
                Set.of())
            .reconcile(
                new ContentsParser(CsvFormat.DEFAULT, Set.of())
                    .parse(
                        "contents.csv",
                        new ByteArrayInputStream(contents.getBytes(StandardCharsets.UTF_8)),
                        problems),
                List.of(TestDelivery.file(folder, "ae.csv", text, ReaderSettings.DEFAULT.csv())),
                problems)
            .datasets()
            .get(0);
    ReadDataset read =
        new CsvDeliveryReader(TestDelivery.ARCHIVE, ReaderSettings.DEFAULT)
            .read(Sparks.session(), dataset, formats);
    List<Row> rows = read.rows().collectAsList();
    read.report(rows.size(), problems);
    return rows;
  }

  private void assertOnly(ProblemCode code, long line, String value, String message) {
    assertThat(problems.kept())
        .filteredOn(problem -> problem.code() != ProblemCode.ROW_COUNT_UNKNOWN)
        .extracting(
            Problem::code,
            problem -> problem.line().orElse(0),
            problem -> problem.value().orElse(null),
            Problem::message)
        .containsExactly(tuple(code, line, value, message));
  }
}
