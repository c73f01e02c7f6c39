package io.studylake.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.sas.SasFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentsParserTest {
  private static final String PROC_CONTENTS =
      """
      LIBNAME,MEMNAME,MEMLABEL,TYPEMEM,NAME,TYPE,LENGTH,VARNUM,LABEL,FORMAT,FORMATL,FORMATD,INFORMAT,INFORML,INFORMD,JUST,NPOS,NOBS,ENGINE,CRDATE,MODATE,DELOBS,IDXUSAGE,MEMTYPE,IDXCOUNT,PROTECT,FLAGS,COMPRESS,REUSE,SORTED,SORTEDBY,CHARSET,COLLATE,NODUPKEY,NODUPREC,ENCRYPT,POINTOBS,GENMAX,GENNUM,GENNEXT,TRANSCOD
      SDTM,DM,Demographics,,AGE,1,8,3,"Age, in years",,0,0,,0,0,0,153,10,V9,04APR12:22:16:21,04APR12:22:16:21,0,NONE,DATA,0,---,---,NO,NO,0,,,,NO,NO,NO,YES,0,,,YES
      SDTM,DM,Demographics,,BRTHDT,1,8,2,Birth,DATE,0,0,,0,0,0,153,10,V9,04APR12:22:16:21,04APR12:22:16:21,0,NONE,DATA,0,---,---,NO,NO,0,,,,NO,NO,NO,YES,0,,,YES
      SDTM,DM,Demographics,,USUBJID,2,11,1,Unique Subject Identifier,,0,0,,0,0,0,0,10,V9,04APR12:22:16:21,04APR12:22:16:21,0,NONE,DATA,0,---,---,NO,NO,0,,,,NO,NO,NO,YES,0,,,YES
      """;

  private final Problems problems = new Problems();

  @Test
  void procContentsGivesTypesLabelsAndTheOrderOfVarnum() throws IOException {
    DatasetSchema dm = parse(PROC_CONTENTS).dataset("dm").orElseThrow();

    assertThat(dm.label()).isEqualTo("Demographics");
    assertThat(dm.observations()).hasValue(10);
    assertThat(dm.columns())
        .extracting(ColumnSchema::name, ColumnSchema::sasName, ColumnSchema::type)
        .containsExactly(
            tuple("usubjid", "USUBJID", ColumnType.STRING),
            tuple("brthdt", "BRTHDT", ColumnType.DATE),
            tuple("age", "AGE", ColumnType.DOUBLE));
    ColumnSchema age = dm.column("age").orElseThrow();
    assertThat(age.label()).isEqualTo("Age, in years");
    assertThat(age.length()).hasValue(8);
    assertThat(age.varnum()).hasValue(3);
    assertThat(dm.column("brthdt").orElseThrow().format().printedWidth()).isEqualTo(7);
    assertThat(problems.counts()).isEmpty();
  }

  @Test
  void threeColumnsAreEnoughAndKeepTheirOrder() throws IOException {
    DatasetSchema ae =
        parse(
                """
                Dataset,Column,Type
                ae.csv,USUBJID,character
                ae.csv,AESEQ,numeric
                ae.csv,AESTDT,date
                ae.csv,AEDTM,datetime
                ae.csv,AETM,time
                """)
            .dataset("ae")
            .orElseThrow();

    assertThat(ae.columns())
        .extracting(ColumnSchema::name, ColumnSchema::type)
        .containsExactly(
            tuple("usubjid", ColumnType.STRING),
            tuple("aeseq", ColumnType.DOUBLE),
            tuple("aestdt", ColumnType.DATE),
            tuple("aedtm", ColumnType.TIMESTAMP),
            tuple("aetm", ColumnType.TIME));
    assertThat(ae.observations()).isEmpty();
  }

  @Test
  void theOdsListingIsReadByItsOwnHeaders() throws IOException {
    DatasetSchema ae =
        parse(
                """
                Library Name,Data Set Name,Variable,Type,Len,Label
                SDTM,AE,aeacn,Char,30,Action Taken
                SDTM,AE,aeseq,Num,8,Sequence
                """)
            .dataset("ae")
            .orElseThrow();

    assertThat(ae.columns())
        .extracting(ColumnSchema::type)
        .containsExactly(ColumnType.STRING, ColumnType.DOUBLE);
  }

  @Test
  void headersAreFoundInAnyCaseAndOrderBehindAByteOrderMark() throws IOException {
    StudyContents contents = parse("\uFEFF\"type\",Name,memname\r\n2,USUBJID,AE\r\n");

    assertThat(contents.dataset("ae").orElseThrow().column("usubjid")).isPresent();
  }

  @Test
  void theContentsAreReadInTheConfiguredCharsetAndDelimiter() throws IOException {
    CsvFormat format = new CsvFormat(Charset.forName("windows-1252"), ';', '"');
    byte[] bytes =
        "MEMNAME;NAME;TYPE;LABEL\nAE;AETERM;2;Größe\n".getBytes(Charset.forName("windows-1252"));

    StudyContents contents =
        new ContentsParser(format, Set.of())
            .parse("contents.csv", new ByteArrayInputStream(bytes), problems);

    assertThat(contents.dataset("ae").orElseThrow().columns().get(0).label()).isEqualTo("Größe");
  }

  @Test
  void aFormatMayHaveItsWidthInItsName() throws IOException {
    DatasetSchema ae =
        parse("memname,name,type,format\nAE,ADT,num,DATE9.\nAE,W,num,8.2\nAE,SEX,num,SEXF.\n")
            .dataset("ae")
            .orElseThrow();

    assertThat(ae.columns())
        .extracting(ColumnSchema::format, ColumnSchema::type)
        .containsExactly(
            tuple(new SasFormat("DATE", 9, 0), ColumnType.DATE),
            tuple(new SasFormat("", 8, 2), ColumnType.DOUBLE),
            tuple(new SasFormat("SEXF", 0, 0), ColumnType.USER_FORMAT));
  }

  @Test
  void aColumnListedTwiceIsReported() throws IOException {
    parse("MEMNAME,NAME,TYPE\nDM,AGE,1\nDM,AGE,1\nDM,age,2\n");

    assertProblem(
        ProblemCode.COLUMN_LISTED_TWICE, "Column AGE of dm is listed in the lines 2 and 3.");
    assertProblem(
        ProblemCode.CONFLICTING_CONTENTS,
        "Column age of dm is described differently in the lines 2 and 4. Export the contents again.");
  }

  @Test
  void aDatasetOfTwoLibrariesIsReportedWhenTheyDiffer() throws IOException {
    parse("LIBNAME,MEMNAME,NAME,TYPE\nA,DM,AGE,1\nB,DM,AGE,1\nA,AE,X,1\nB,AE,X,2\n");

    assertThat(problems.counts()).containsOnlyKeys(ProblemCode.DATASET_LISTED_TWICE);
    assertProblem(
        ProblemCode.DATASET_LISTED_TWICE,
        "Dataset ae is described differently in the libraries A, B. Deliver the contents of one library.");
  }

  @Test
  void rowsThatCannotBeUsedAreReportedTogether() throws IOException {
    parse("MEMNAME,NAME,TYPE\nDM,AGE,3\nDM,,1\n,AGE,1\nDM,SEX,2\n");

    assertProblem(
        ProblemCode.UNKNOWN_TYPE,
        "Column AGE of DM has a TYPE that is neither numeric (1, Num) nor character (2, Char).");
    assertThat(problems.kept())
        .extracting(Problem::message)
        .contains(
            "Line 3 of the contents names no column.", "Line 4 of the contents names no dataset.");
    assertThat(problems.counts()).containsEntry(ProblemCode.INCOMPLETE_CONTENTS_ROW, 2L);
  }

  @Test
  void namesThatATableCannotHaveAreReported() throws IOException {
    parse(
        """
        MEMNAME,NAME,TYPE
        DM,_LINE,1
        DM,A.B,1
        DM,Visit Date,1
        ../x,A,1
        1a,A,1
        """);

    assertProblem(
        ProblemCode.RESERVED_NAME,
        "Cannot take column _LINE of dm: studylake adds a column of that name. Rename it in SAS.");
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .contains(
            tuple(
                ProblemCode.UNUSABLE_NAME,
                "Cannot take column 'A.B' of dm: a table's column has no point, quote or control character in its name. Rename it in SAS."),
            tuple(
                ProblemCode.UNUSABLE_NAME,
                "Cannot make a table of dataset '../x': use letters, digits and '_' in its name."),
            tuple(
                ProblemCode.ODD_NAME,
                "Column 'Visit Date' of dm has a name that needs quoting in SQL."),
            tuple(ProblemCode.ODD_NAME, "Dataset '1a' has a name that needs quoting in SQL."));
  }

  @Test
  void contentsThatCannotBeReadSayWhy() {
    assertThatThrownBy(() -> parse(""))
        .isInstanceOf(ContentsException.class)
        .hasMessage("Cannot read the contents contents.csv: it is empty.");
    assertThatThrownBy(() -> parse("MEMNAME,VARIABLES\nA,B\n"))
        .hasMessage(
            "Cannot read the contents contents.csv: line 1 has no column NAME or VARIABLE or COLUMN, none TYPE. Deliver what PROC CONTENTS OUT= writes, or a file with the columns dataset, column, type.");
    assertThatThrownBy(() -> parse("MEMNAME,NAME,TYPE\nDM,\"AGE,1\n"))
        .hasMessage("Cannot read the contents contents.csv: the quote in line 2 is never closed.");
    assertThatThrownBy(() -> parse("MEMNAME,NAME,TYPE\nDM,AGE\n"))
        .isInstanceOf(ContentsException.class)
        .hasMessageStartingWith(
            "Cannot read the contents contents.csv: the record after line 1 is broken (");
    assertThatThrownBy(() -> parse("MEMNAME,NAME,TYPE\nDM,AGE,\"1\r\"\nDM,SEX,2\n"))
        .hasMessageStartingWith(
            "Cannot read the contents contents.csv: the record after line 1 is broken (");
    byte[] latin = "MEMNAME,NAME,TYPE\nDM,GR\u00D6SSE,1\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(
            () ->
                new ContentsParser(CsvFormat.DEFAULT, Set.of())
                    .parse("contents.csv", new ByteArrayInputStream(latin), problems))
        .hasMessage(
            "Cannot read the contents contents.csv: line 2 is not UTF-8 text. Set delivery.charset to the charset it is written in.");
  }

  @Test
  void theFingerprintChangesWithWhatIsReadAndNotWithTheRest() throws IOException {
    String before = fingerprint(PROC_CONTENTS);

    assertThat(fingerprint(PROC_CONTENTS.replace(",153,10,", ",153,11,"))).isEqualTo(before);
    assertThat(fingerprint(PROC_CONTENTS.replace("04APR12", "05APR12"))).isEqualTo(before);
    assertThat(fingerprint(PROC_CONTENTS.replace("AGE,1,", "AGE,2,"))).isNotEqualTo(before);
    assertThat(fingerprint(PROC_CONTENTS.replace("DATE,0", "DATE,9"))).isNotEqualTo(before);
    assertThat(fingerprint(PROC_CONTENTS.replace("Birth", "Born"))).isNotEqualTo(before);
    assertThat(fingerprint(PROC_CONTENTS.replace("8,3,", "8,1,"))).isNotEqualTo(before);
    assertThat(before)
        .as("stable over versions")
        .isEqualTo("d5469df51c1feff9613943befcfe6f6505ab93b794a4369fe8047ab31f57a5f7");
  }

  private String fingerprint(String contents) throws IOException {
    return parse(contents).dataset("dm").orElseThrow().fingerprint();
  }

  private StudyContents parse(String text) throws IOException {
    return new ContentsParser(CsvFormat.DEFAULT, Set.of("_line", "patient_key"))
        .parse(
            "contents.csv",
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            problems);
  }

  private void assertProblem(ProblemCode code, String message) {
    assertThat(problems.kept())
        .filteredOn(problem -> problem.code() == code)
        .extracting(Problem::message)
        .containsExactly(message);
  }
}
