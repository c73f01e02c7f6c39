package io.studylake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.ColumnType;
import io.studylake.contents.ContentsParser;
import io.studylake.contents.DatasetSchema;
import io.studylake.contents.ReconciledContents;
import io.studylake.contents.ReconciledDataset;
import io.studylake.contents.Reconciliation;
import io.studylake.contents.StudyContents;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.sas.CellRules;
import io.studylake.sas.DateForm;
import io.studylake.sas.UserFormats;
import io.studylake.testing.Sparks;
import io.studylake.testing.TestDelivery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDeliveryReaderTest {
  private static final String AE =
      "MEMNAME,NAME,TYPE,VARNUM,FORMAT\nAE,USUBJID,2,1,\nAE,AESEQ,1,2,\nAE,AESTDT,1,3,DATE9.\n";

  /** What the columns C01 to C34 hold. */
  private static final List<String> SAS_FORMATS =
      List.of(
          "2014-01-02",
          "2014-01-02",
          "2014-01-02",
          "2014-01-02",
          "2014-01-02",
          "2014-01-02",
          "2014-01-02",
          "2014-01-02",
          "2014-01-02",
          "2014-01-02",
          "2014-01-02",
          "2014-01-02T13:45:07",
          "2014-01-02T13:45:07",
          "2014-01-02T13:45:07",
          "2014-01-02T13:45:07",
          "13:45:07",
          "13:45:00",
          "09:05:00",
          "13:45:07",
          "13:45:00",
          "1234.5",
          "12.5",
          "12.5",
          "1234567.89",
          "1234567.89",
          "1234.5",
          "0.123",
          "42.0",
          "1235000.0",
          "0.1",
          "Male",
          "1959-12-31",
          "null",
          "null");

  private final Problems problems = new Problems();
  private ReaderSettings settings = ReaderSettings.DEFAULT;
  @TempDir Path folder;

  @Test
  void rowsHaveTheSchemasColumnsInTheOrderOfVarnumThenTheLine() throws IOException {
    List<Row> rows = read(AE, "AESTDT,aeseq,USUBJID\n02JAN2014,1,01-701\n,,\n");

    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly("usubjid", "aeseq", "aestdt", "_line");
    assertThat(rows.get(0).schema().fields())
        .extracting(field -> field.dataType())
        .containsExactly(
            DataTypes.StringType, DataTypes.DoubleType, DataTypes.DateType, DataTypes.LongType);
    assertThat(values(rows))
        .containsExactly(
            Arrays.asList("01-701", 1.0, java.sql.Date.valueOf("2014-01-02"), 2L),
            Arrays.asList(null, null, null, 3L));
    assertThat(problems.stopDelivery()).isFalse();
  }

  @Test
  void trailingBlanksOfCharactersGoAndLeadingOnesStay() throws IOException {
    List<Row> rows =
        read(
            "dataset,column,type\nae,A,char\nae,B,char\n",
            "A,B\n  x  ,NA\n\"  \",NULL\n\" \",.\ny\u00A0,\"\"\n\t,z\n");

    assertThat(values(rows))
        .extracting(row -> row.subList(0, 2))
        .containsExactly(
            Arrays.asList("  x", "NA"),
            Arrays.asList(null, "NULL"),
            Arrays.asList(null, "."),
            Arrays.asList("y\u00A0", null),
            Arrays.asList("\t", "z"));
  }

  @Test
  void lineBreaksInsideQuotesAreKept() throws IOException {
    List<Row> rows =
        read(
            "dataset,column,type\nae,A,char\nae,B,char\n",
            "A,B\nx,\"one\ntwo\"\ny,\"he said \"\"stop\"\", then\r\nleft\"\nz,\"\"\"\"\nv,back\\\nw,\"a\rb\"\n");

    assertThat(rows.stream().map(row -> row.getString(1)))
        .containsExactly("one\ntwo", "he said \"stop\", then\r\nleft", "\"", "back\\", "a\rb");
    assertThat(problems.counts()).containsOnlyKeys(ProblemCode.ROW_COUNT_UNKNOWN);
  }

  @Test
  void filesOfAnotherCharsetAndDelimiterAreRead() throws IOException {
    Charset latin = Charset.forName("windows-1252");
    settings = settings.with(CsvSettings.of(new CsvFormat(latin, ';', '"')));

    List<Row> rows =
        read(
            "dataset;column;type\nae;A;char\nae;B;num\n",
            "A;B\r\nMaladie d’Alzheimer – ‹légère›;1\r\n\"Ménière’s; disease\r\n€5\";2\r\n");

    assertThat(rows.stream().map(row -> row.getString(0)))
        .containsExactly("Maladie d’Alzheimer – ‹légère›", "Ménière’s; disease\r\n€5");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
    assertThat(values(read("dataset,column,type\nae,A,char\nae,B,num\n", "\uFEFFA,B\r\nx,1\r\n")))
        .containsExactly(Arrays.asList("x", 1.0, 2L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmt_formatted", "fmt_raw"})
  void everyFormatIsReadFormattedAndRaw(String dataset) throws IOException {
    StudyContents contents;
    try (InputStream in = resource("contents.csv")) {
      contents = parser().parse("contents.csv", in, problems);
    }
    DatasetSchema schema = contents.dataset(dataset).orElseThrow();
    DeliveredFile file;
    try (InputStream in = resource(dataset + ".csv")) {
      file = TestDelivery.file(folder, dataset + ".csv", in.readAllBytes(), settings.csv());
    }
    boolean raw = dataset.equals("fmt_raw");

    List<Row> rows = read(reconcile(new StudyContents(List.of(schema)), file));

    List<String> expected = new ArrayList<>(SAS_FORMATS);
    if (raw) {
      // No label of the user format, no rounding by E10., no seconds cut by TIME5. and HHMM5.
      expected.set(16, "13:45:07");
      expected.set(19, "13:45:07");
      expected.set(30, "1");
      expected.set(28, "1234567.0");
    }
    List<Object> values = values(rows).get(0).subList(0, expected.size());
    assertThat(values.stream().map(String::valueOf)).containsExactlyElementsOf(expected);
    assertThat(problems.stopDelivery()).isFalse();
    assertThat(messages(ProblemCode.DATE_FORM_USED))
        .containsExactly(
            "Dates and times of %s.csv were read as %s: line 2, column c01 can be nothing else."
                .formatted(dataset, raw ? "raw SAS numbers" : "formatted text"));
  }

  private static InputStream resource(String name) {
    return CsvDeliveryReaderTest.class.getResourceAsStream("sas_formats/" + name);
  }

  @Test
  void eachDefectIsReportedWithItsLineColumnAndText() throws IOException {
    read(
        AE,
        """
        USUBJID,AESEQ,AESTDT
        "a
        b",1,02JAN2014
        c,1d,02JAN2014
        d,***,30FEB2014
        e,3,19725
        f,4
        g,5,02JAN2014,6
        """);

    assertThat(problems.kept())
        .filteredOn(problem -> problem.line().isPresent())
        .extracting(
            problem -> problem.line().getAsLong(),
            Problem::code,
            problem -> problem.column().orElse(""),
            problem -> problem.value().orElse(""),
            Problem::message)
        .containsExactly(
            tuple(
                4L,
                ProblemCode.NOT_A_NUMBER,
                "AESEQ",
                "1d",
                "Cannot read ae.csv: line 4, column AESEQ is not a number, but the contents say numeric. Correct it or its TYPE."),
            tuple(
                5L,
                ProblemCode.FORMAT_OVERFLOW,
                "AESEQ",
                "***",
                "Cannot read ae.csv: line 5, column AESEQ holds asterisks: its format is too narrow for the number. Export it unformatted or wider."),
            tuple(
                5L,
                ProblemCode.NOT_A_DATE,
                "AESTDT",
                "30FEB2014",
                "Cannot read ae.csv: line 5, column AESTDT is not what the format DATE9. prints. Correct it or its format."),
            tuple(
                6L,
                ProblemCode.MIXED_DATE_FORM,
                "AESTDT",
                "19725",
                "Cannot read ae.csv: line 6, column AESTDT is written in the other form than the rest of the file (formatted text or raw SAS number). Export all columns in one way."),
            tuple(
                7L,
                ProblemCode.WRONG_VALUE_COUNT,
                "",
                "f,4",
                "Cannot read ae.csv: line 7 has 2 values, its header 3 columns. If a value holds a line break or a delimiter, export it in quotes."),
            tuple(
                8L,
                ProblemCode.WRONG_VALUE_COUNT,
                "",
                "g,5,02JAN2014,6",
                "Cannot read ae.csv: line 8 has 4 values, its header 3 columns. If a value holds a line break or a delimiter, export it in quotes."));
    assertThat(problems.stopDelivery()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "DATETIME20., 02JAN2014:25:00:00, NOT_A_DATETIME",
    "TIME8., 9:99, NOT_A_TIME",
    "YYMMDD10., 2014-02-30, NOT_A_DATE"
  })
  void aTextThatItsFormatDoesNotPrintIsADefect(String format, String text, ProblemCode code)
      throws IOException {
    read("MEMNAME,NAME,TYPE,FORMAT\nAE,A,2,\nAE,B,1,%s\n".formatted(format), "A,B\nx," + text);

    assertThat(messages(code))
        .containsExactly(
            "Cannot read ae.csv: line 2, column B is not what the format %s prints. Correct it or its format."
                .formatted(format));
  }

  @Test
  void aRawDateThatSasDoesNotKnowIsADefect() throws IOException {
    read(AE, "USUBJID,AESEQ,AESTDT\na,1,19725\nb,2,9999999\n");

    assertThat(messages(ProblemCode.DATE_OUT_OF_RANGE))
        .containsExactly(
            "Cannot read ae.csv: line 3, column AESTDT is outside of the years 1582 to 9999. Correct it in SAS.");
  }

  @Test
  void defectsAreCountedExactlyAndTheFirstHundredKept() throws IOException {
    StringBuilder text = new StringBuilder("USUBJID,AESEQ,AESTDT\n");
    for (int i = 0; i < 1000; i++) {
      text.append("a,").append(i % 2 == 0 ? "x1" : "1").append(",02JAN2014\n");
    }

    read(AE, text.toString());

    assertThat(problems.counts("ae.csv")).containsEntry(ProblemCode.NOT_A_NUMBER, 500L);
    assertThat(problems.kept())
        .filteredOn(problem -> problem.code() == ProblemCode.NOT_A_NUMBER)
        .hasSize(100)
        .last()
        .extracting(problem -> problem.line().getAsLong())
        .isEqualTo(200L);
  }

  @Test
  void yearsOfTwoDigitsAreOneWarningPerColumn() throws IOException {
    read(AE, "USUBJID,AESEQ,AESTDT\na,1,02JAN14\nb,2,31DEC99\nc,3,01FEB2014\n");

    assertThat(messages(ProblemCode.TWO_DIGIT_YEAR))
        .containsExactly(
            "Column AESTDT of ae.csv has years of two digits, read as 1999-12-31 to 2014-01-02. Export it with a wider format, or check studylake.delivery.year-cutoff.");
    assertThat(problems.stopDelivery()).isFalse();
  }

  @Test
  void specialMissingValuesAreNullAndCountedPerColumn() throws IOException {
    List<Row> rows =
        read(AE, "USUBJID,AESEQ,AESTDT\na,.,02JAN2014\nb,.A,\nc,A,\nd,_, . \ne, . ,\nf,,\n");

    assertThat(rows.stream().map(row -> row.get(1))).containsOnlyNulls();
    assertThat(messages(ProblemCode.SPECIAL_MISSING))
        .containsExactly(
            "Column AESEQ of ae.csv has special missing values, read as null: .A 2 times, ._ 1 times.");
  }

  @Test
  void aFormatThatPrintsLessIsANote() throws IOException {
    List<Row> rows =
        read("MEMNAME,NAME,TYPE,FORMAT\nAE,A,2,\nAE,B,1,MONYY7.\n", "A,B\nx,JAN2014\n");

    assertThat(rows.get(0).getString(1)).isEqualTo("2014-01");
    assertThat(messages(ProblemCode.PRECISION_REDUCED))
        .containsExactly(
            "Column B of ae.csv has the format MONYY7., which prints less than is stored. Export it with a wider format to get all of it.");
  }

  @Test
  void datesThatCanBeBothNeedTheConfiguration() throws IOException {
    String contents = "MEMNAME,NAME,TYPE,FORMAT\nAE,A,2,\nAE,B,1,YYMMDDN6.\n";
    String text = "A,B\nx,140102\ny,140103\n";

    read(contents, text);
    assertThat(messages(ProblemCode.DATE_FORM_UNDECIDED))
        .containsExactly(
            "Cannot tell whether the dates of ae.csv are formatted text or raw SAS numbers: every cell can be both. Set studylake.delivery.dates to formatted or raw.");

    settings = settings.with(Optional.of(DateForm.RAW), CellRules.DEFAULT);
    assertThat(read(contents, text).get(0).getDate(1)).hasToString("2343-08-03");
    assertThat(messages(ProblemCode.DATE_FORM_USED))
        .containsExactly(
            "Dates and times of ae.csv were read as raw SAS numbers: the text can be both, and studylake.delivery.dates says so.");
  }

  @Test
  void aLaterCellThatContradictsTheFirstIsFound() throws IOException {
    read(AE, "USUBJID,AESEQ,AESTDT\na,1,19725\nb,2,02JAN2014\n");

    assertThat(messages(ProblemCode.MIXED_DATE_FORM)).hasSize(1);
  }

  @Test
  void aBlankLineIsARowOfAFileOfOneColumn() throws IOException {
    List<Row> rows = read("dataset,column,type\nae,A,char\n", "A\nx\n\ny\n");

    assertThat(values(rows))
        .containsExactly(Arrays.asList("x", 2L), Arrays.asList(null, 3L), Arrays.asList("y", 4L));
    assertThat(problems.stopDelivery()).isFalse();
  }

  @Test
  void aLineOfBlanksIsARecordOfAWrongCount() throws IOException {
    read(AE, "USUBJID,AESEQ,AESTDT\na,1,\n   \n");

    assertThat(messages(ProblemCode.WRONG_VALUE_COUNT))
        .containsExactly(
            "Cannot read ae.csv: line 3 has 1 values, its header 3 columns. If a value holds a line break or a delimiter, export it in quotes.");
    assertThat(messages(ProblemCode.ROWS_LOST)).isEmpty();
  }

  @Test
  void aFileWithOnlyAHeaderHasNoRows() throws IOException {
    assertThat(read(AE, "USUBJID,AESEQ,AESTDT\n")).isEmpty();
    assertThat(problems.stopDelivery()).isFalse();
  }

  @Test
  void aPathWithBlanksAndPatternsIsOneFile() throws IOException {
    folder = Files.createDirectory(folder.resolve("a b [1] {x}*"));

    assertThat(read(AE, "USUBJID,AESEQ,AESTDT\na,1,\n")).hasSize(1);
  }

  @Test
  void randomCellsAreReadAsTheyWereWritten() throws IOException {
    Random random = new Random(42);
    for (int round = 0; round < 24; round++) {
      String lineEnd = round % 2 == 0 ? "\n" : "\r\n";
      boolean lineBreaks = round % 3 != 0;
      List<List<String>> cells = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        cells.add(List.of("k" + i, cell(random, lineBreaks), cell(random, lineBreaks)));
      }
      String text =
          cells.stream()
              .map(
                  row -> row.stream().map(c -> written(c, random)).collect(Collectors.joining(",")))
              .collect(Collectors.joining(lineEnd, "A,B,C" + lineEnd, lineEnd));

      List<Row> rows = read("dataset,column,type\nae,A,char\nae,B,char\nae,C,char\n", text);

      assertThat(rows).hasSameSizeAs(cells);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(values(rows.subList(i, i + 1)).get(0).subList(0, 3))
            .as("round %d, row %d", round, i)
            .isEqualTo(stored(cells.get(i)));
      }
      assertThat(problems.stopDelivery()).isFalse();
    }
  }

  private static String cell(Random random, boolean lineBreaks) {
    String[] parts = {"a", "é", "\"", ",", " ", ".", "\\", "#", "'", "\t", "€", "NA", "1"};
    String[] breaks = {"\n", "\r\n", "\r"};
    StringBuilder cell = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      boolean isBreak = lineBreaks && random.nextInt(6) == 0;
      String[] from = isBreak ? breaks : parts;
      cell.append(from[random.nextInt(from.length)]);
    }
    return cell.toString();
  }

  private static String written(String cell, Random random) {
    boolean needed = cell.matches("(?s).*[\",\r\n].*");
    return needed || random.nextInt(4) == 0 ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private static List<Object> stored(List<String> cells) {
    List<Object> values = new ArrayList<>();
    for (String cell : cells) {
      String value = cell.replaceAll(" +\\z", "");
      values.add(value.isEmpty() ? null : value);
    }
    return values;
  }

  @Test
  void theFingerprintNamesEverySetting() {
    ReaderSettings other =
        settings
            .with(CsvSettings.of(new CsvFormat(Charset.forName("windows-1252"), ';', '"')))
            .with(Optional.of(DateForm.RAW), new CellRules(1950, List.of("ND")));

    assertThat(new CsvDeliveryReader(TestDelivery.ARCHIVE, settings).fingerprint())
        .isEqualTo(
            "csv 2 charset=auto delimiter=auto dates=auto yearCutoff=1926 missing=[] keys=[] raised=[]");
    assertThat(new CsvDeliveryReader(TestDelivery.ARCHIVE, other, Set.of("usubjid")).fingerprint())
        .isEqualTo(
            "csv 2 charset=windows-1252 delimiter=U+003B dates=RAW yearCutoff=1950 missing=[ND] keys=[usubjid] raised=[]");
  }

  @Test
  void aYearCutoffThatSasRefusesIsRefused() {
    assertThatThrownBy(() -> settings.with(Optional.empty(), new CellRules(26, List.of())))
        .hasMessage("Cannot use the year cutoff 26: SAS takes 1582 to 9900.");
  }

  private ContentsParser parser() {
    return new ContentsParser(settings.contentsFormat(), Set.of(RawTable.LINE));
  }

  private List<Row> read(String contents, String text) throws IOException {
    CsvFormat format = settings.contentsFormat();
    StudyContents parsed =
        parser()
            .parse(
                "contents.csv",
                new ByteArrayInputStream(contents.getBytes(format.charset())),
                problems);
    return read(reconcile(parsed, TestDelivery.file(folder, "ae.csv", text, settings.csv())));
  }

  private ReconciledDataset reconcile(StudyContents contents, DeliveredFile file)
      throws IOException {
    ReconciledContents reconciled =
        new Reconciliation(TestDelivery.ARCHIVE, settings.csv(), settings.mostColumns(), Set.of())
            .reconcile(contents, List.of(file), problems);
    assertThat(reconciled.datasets()).as("%s", problems.kept()).hasSize(1);
    return reconciled.datasets().get(0);
  }

  private List<Row> read(ReconciledDataset dataset) {
    ReadDataset read =
        new CsvDeliveryReader(TestDelivery.ARCHIVE, settings)
            .read(Sparks.session(), dataset, UserFormats.NONE);
    List<Row> rows = read.rows().collectAsList();
    read.report(rows.size(), problems);
    for (ColumnSchema column : dataset.schema().columns()) {
      ColumnType type = column.type();
      assertThat(read.rows().schema().apply(column.name()).dataType()).isEqualTo(type.sparkType());
    }
    return rows;
  }

  private List<String> messages(ProblemCode code) {
    return problems.kept().stream()
        .filter(problem -> problem.code() == code)
        .map(Problem::message)
        .toList();
  }

  private static List<List<Object>> values(List<Row> rows) {
    return rows.stream()
        .map(
            row -> {
              List<Object> values = new ArrayList<>();
              for (int i = 0; i < row.size(); i++) {
                values.add(row.get(i));
              }
              return values;
            })
        .toList();
  }
}
