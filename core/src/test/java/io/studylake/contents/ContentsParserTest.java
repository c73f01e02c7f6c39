package io.studylake.contents;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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

  private Problems problems = new Problems();

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
  void aColumnListedTwiceIsReported() throws IOException {
    parse("MEMNAME,NAME,TYPE\nDM,AGE,1\nDM,AGE,1\nDM,age,2\n");

    assertProblem(
        ProblemCode.COLUMN_LISTED_TWICE, "Column AGE of dm is listed in the lines 2 and 3.");
    assertProblem(
        ProblemCode.CONFLICTING_CONTENTS,
        "Column age of dm is described differently in the lines 2 and 4. Ask the sponsor which one holds, and for the contents without the other.");
  }

  @Test
  void aDatasetOfTwoLibrariesIsReportedWhenTheyDiffer() throws IOException {
    parse("LIBNAME,MEMNAME,NAME,TYPE\nA,DM,AGE,1\nB,DM,AGE,1\nA,AE,X,1\nB,AE,X,2\n");

    assertThat(problems.counts()).containsOnlyKeys(ProblemCode.DATASET_LISTED_TWICE);
    assertProblem(
        ProblemCode.DATASET_LISTED_TWICE,
        "Dataset ae is described differently in the libraries A, B. Ask the sponsor for the contents of one library.");
  }

  @Test
  void rowsThatCannotBeUsedAreReportedTogether() throws IOException {
    parse("MEMNAME,NAME,TYPE\nDM,AGE,3\nDM,,1\n,AGE,1\nDM,RACE\nDM,SEX,2\n");

    assertProblem(
        ProblemCode.UNKNOWN_TYPE,
        "Column AGE of DM has a TYPE that is neither numeric (1, Num) nor character (2, Char).");
    assertThat(problems.kept())
        .extracting(Problem::message)
        .contains(
            "Line 3 of the contents names no column. Ask the sponsor to export the contents again.",
            "Line 4 of the contents names no dataset. Ask the sponsor to export the contents again.",
            "Line 5 of the contents has 2 values, their header 3. Ask the sponsor to export the contents again.");
    assertThat(problems.counts()).containsEntry(ProblemCode.INCOMPLETE_CONTENTS_ROW, 3L);
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
    assertThatThrownBy(() -> parse("\n\n"))
        .hasMessage("Cannot read the contents contents.csv: it is empty.");
    assertThatThrownBy(() -> parse("MEMNAME,NAME,TYPE\nDM,\"A\"GE,1\n"))
        .hasMessageStartingWith(
            "Cannot read the contents contents.csv: the record after line 1 is broken (");
    byte[] undefined = "MEMNAME,NAME,TYPE\r\nDM,X\u0081,1\n".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> parse(undefined))
        .hasMessage(
            "Cannot read the contents contents.csv: line 2 is neither UTF-8 nor windows-1252 text. Set studylake.delivery.charset to the charset it is written in.");
    assertThatThrownBy(() -> parse("\uFEFFMEMNAME".getBytes(UTF_16LE)))
        .hasMessage(
            "Cannot read the contents contents.csv: it is UTF-16. Ask the sponsor for a file in UTF-8.");
  }

  @Test
  void whereItsDefectIsAWarningTheFirstRowAndTheFirstLibraryAreTaken() throws IOException {
    problems =
        Lowered.of(
            ProblemCode.CONFLICTING_CONTENTS,
            ProblemCode.DATASET_LISTED_TWICE,
            ProblemCode.INCOMPLETE_CONTENTS_ROW);

    StudyContents contents =
        parse(
            """
            LIBNAME,MEMNAME,NAME,TYPE
            A,DM,AGE,1
            A,DM,AGE,2
            A,DM,,2
            A,AE,X,1
            B,AE,X,2
            """);

    assertThat(problems.stopDelivery()).isFalse();
    assertThat(contents.dataset("dm").orElseThrow().columns())
        .extracting(ColumnSchema::type)
        .containsExactly(ColumnType.DOUBLE);
    assertThat(contents.dataset("ae").orElseThrow().columns())
        .extracting(ColumnSchema::type)
        .containsExactly(ColumnType.DOUBLE);
    assertThat(problems.kept())
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "Column AGE of dm is described differently in the lines 2 and 3. Ask the sponsor which one holds, and for the contents without the other. The first is taken.",
            "Dataset ae is described differently in the libraries A, B. Ask the sponsor for the contents of one library. The first is taken.",
            "Line 4 of the contents names no column. Ask the sponsor to export the contents again. The line is left out.");
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
    return parse(text.getBytes(UTF_8));
  }

  private StudyContents parse(byte[] bytes) throws IOException {
    return new ContentsParser(CsvFormat.DEFAULT, Set.of("_line", "patient_key"))
        .parse("contents.csv", new ByteArrayInputStream(bytes), problems);
  }

  private void assertProblem(ProblemCode code, String message) {
    assertThat(problems.kept())
        .filteredOn(problem -> problem.code() == code)
        .extracting(Problem::message)
        .containsExactly(message);
  }
}
