package io.studylake.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers against contents, by name and by label, with every defect an error. */
class HeaderTest {
  private static final String SV =
      """
      MEMNAME,NAME,TYPE,VARNUM,NOBS,LABEL
      SV,USUBJID,2,1,2,Unique Subject Identifier
      SV,VISITNUM,1,2,2,Visit Number
      """;

  private final Problems problems = new Problems();
  private Reconciled delivery;
  @TempDir private Path folder;

  @BeforeEach
  void empty() {
    delivery = new Reconciled(folder, problems);
  }

  @Test
  void aHeaderThatDisagreesIsReportedColumnByColumn() throws IOException {
    delivery.file("sv.csv", "SITEID ,VISITNUM,visitnum,,DOMAIN,domain\n1,2,3,4,5,6\n4,5,6,7,8,9\n");

    assertThat(delivery.with(SV).datasets()).isEmpty();
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .containsExactlyInAnyOrder(
            tuple(
                ProblemCode.COLUMN_MISSING,
                "sv.csv has no column USUBJID, which the contents describe. Ask the sponsor to export both from one data set."),
            tuple(
                ProblemCode.COLUMN_NOT_IN_CONTENTS,
                "sv.csv has a column SITEID, which the contents do not describe. Ask the sponsor to export both from one data set."),
            tuple(
                ProblemCode.COLUMN_NOT_IN_CONTENTS,
                "sv.csv has a column DOMAIN, which the contents do not describe. Ask the sponsor to export both from one data set."),
            tuple(
                ProblemCode.COLUMN_NOT_IN_CONTENTS,
                "Column 4 of sv.csv has no name in the header. Ask the sponsor to export file and contents from one data set."),
            tuple(
                ProblemCode.COLUMN_TWICE_IN_HEADER,
                "sv.csv has the column visitnum twice (names that differ in case alone are one). Ask the sponsor to rename one in SAS."),
            tuple(
                ProblemCode.COLUMN_TWICE_IN_HEADER,
                "sv.csv has the column domain twice (names that differ in case alone are one). Ask the sponsor to rename one in SAS."),
            tuple(
                ProblemCode.BLANKS_IN_HEADER,
                "The header of sv.csv has blanks around the name SITEID; it is read without them."));
    assertThat(problems.kept()).allMatch(problem -> problem.line().orElse(0) == 1);
  }

  @Test
  void blanksAroundAHeaderNameDoNotMatter() throws IOException {
    delivery.file("sv.csv", "\uFEFF\"USUBJID \",VISITNUM \r\na,1\r\nb,2\r\n");

    assertThat(delivery.with(SV).datasets()).hasSize(1);
    assertThat(problems.counts()).containsOnlyKeys(ProblemCode.BLANKS_IN_HEADER);
  }

  @Test
  void namesInAnotherCaseAreFoundAndSaidOncePerFile() throws IOException {
    delivery.file("sv.csv", "UsubjId,VISITNUM\na,1\nb,2\n");
    delivery.file("te.csv", "a,b,c,d,e,F\n1,2,3,4,5,6\n");

    ReconciledContents contents =
        delivery.with(
            SV + "TE,A,1,1,1,\nTE,B,1,2,1,\nTE,C,1,3,1,\nTE,D,1,4,1,\nTE,E,1,5,1,\nTE,F,1,6,1,\n");

    assertThat(contents.datasets().get(0).header()).containsExactly("usubjid", "visitnum");
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .containsExactly(
            tuple(
                ProblemCode.CASE_DIFFERS,
                "The header of sv.csv writes names in another case than the contents (UsubjId); the table has them in lower case."),
            tuple(
                ProblemCode.CASE_DIFFERS,
                "The header of te.csv writes names in another case than the contents (a, b, c and 2 more); the table has them in lower case."));
  }

  @Test
  void columnsAreFoundByLabelWhereTheNamesDoNotMatch() throws IOException {
    delivery.file("sv.csv", "Unique  subject identifier,VISITNUM\na,1\nb,2\n");

    ReconciledDataset sv = delivery.with(SV).datasets().get(0);

    assertThat(sv.header()).containsExactly("usubjid", "visitnum");
    assertOnly(
        ProblemCode.HEADER_BY_LABEL,
        "The header of sv.csv holds labels, as PROC EXPORT writes with LABEL: 1 of 2 columns were found by label.");
  }

  @Test
  void aLabelOfTwoColumnsIsNeverAChoice() throws IOException {
    delivery.file("sv.csv", "USUBJID,Date\na,1\nb,2\n");

    assertThat(
            delivery
                .with(
                    """
                    MEMNAME,NAME,TYPE,NOBS,LABEL
                    SV,USUBJID,2,2,
                    SV,SVSTDTC,2,2,Date
                    SV,SVENDTC,2,2,Date
                    """)
                .datasets())
        .isEmpty();
    assertThat(messages())
        .contains(
            "sv.csv has a column Date, which is the label of several columns of the contents. Ask the sponsor to export it with names as header.");
    assertThat(problems.counts()).containsEntry(ProblemCode.COLUMN_MISSING, 2L);
  }

  @Test
  void aLabelThatStandsTwiceIsTwice() throws IOException {
    delivery.file("sv.csv", "USUBJID,Visit Number,Visit Number\na,1,1\nb,2,2\n");

    assertThat(delivery.with(SV).datasets()).isEmpty();
    assertThat(problems.counts())
        .containsOnlyKeys(ProblemCode.HEADER_BY_LABEL, ProblemCode.COLUMN_TWICE_IN_HEADER);
  }

  @Test
  void aListingWithAnObsColumnIsRefused() throws IOException {
    delivery.file("sv.csv", "\"Obs\",\"USUBJID\",\"VISITNUM\"\n\"1\",\"a\",1\n\"2\",\"b\",2\n");

    assertThat(delivery.with(SV).datasets()).isEmpty();
    assertOnly(
        ProblemCode.ODS_LISTING,
        "Cannot read sv.csv: it starts with a column Obs, as a listing that ODS printed. Ask the sponsor for the output of PROC EXPORT, or of ODS CSV without titles and with NOOBS.");
  }

  @Test
  void anObsColumnThatTheContentsDescribeIsAColumn() throws IOException {
    delivery.file("sv.csv", "OBS,VISITNUM\na,1\nb,2\n");

    assertThat(delivery.with(SV.replace("USUBJID", "OBS")).datasets()).hasSize(1);
    assertThat(problems.counts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Obs,USUBJID,VISITNUM", "Unique Subject Identifier,Visit Number"})
  void aListingUnderTitlesIsRefused(String header) throws IOException {
    delivery.file("sv.csv", "The SAS System\n\n\"Visits, all\"\n" + header + "\na,1\n");

    assertThat(delivery.with(SV).datasets()).isEmpty();
    assertOnly(
        ProblemCode.ODS_LISTING,
        "Cannot read sv.csv: it has title lines above its header in line 4, as a listing that ODS printed. Ask the sponsor for the output of PROC EXPORT, or of ODS CSV without titles and with NOOBS.");
  }

  private List<String> messages() {
    return problems.kept().stream().map(Problem::message).toList();
  }

  private void assertOnly(ProblemCode code, String message) {
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .containsExactly(tuple(code, message));
  }
}
