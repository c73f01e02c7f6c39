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

/** What is read where the defects of structure are warnings. */
class ReadAroundTest {
  private static final String SV =
      """
      MEMNAME,NAME,TYPE,VARNUM,NOBS
      SV,USUBJID,2,2,2
      SV,VISITNUM,1,1,2
      """;

  private final Problems problems = Lowered.structure();
  private Reconciled delivery;
  @TempDir private Path folder;

  @BeforeEach
  void empty() {
    delivery = new Reconciled(folder, problems);
  }

  @Test
  void aColumnThatIsMissingIsNoPartOfTheTable() throws IOException {
    delivery.file("sv.csv", "VISITNUM\n1\n2\n");

    ReconciledDataset sv = only(delivery.with(SV));

    assertThat(sv.header()).containsExactly("visitnum");
    assertThat(names(sv)).containsExactly("visitnum");
    assertThat(messages())
        .containsExactly(
            "sv.csv has no column USUBJID, which the contents describe. Ask the sponsor to export both from one data set. The table is made without it.");
  }

  @Test
  void aColumnThatTheContentsDoNotDescribeIsTextBehindTheOthers() throws IOException {
    delivery.file("sv.csv", "SITEID ,USUBJID,,VISITNUM\n1,a,x,1\n2,b,y,2\n");

    ReconciledDataset sv = only(delivery.with(SV));

    assertThat(sv.header()).containsExactly("siteid", "usubjid", "column_3", "visitnum");
    assertThat(sv.schema().columns())
        .extracting(ColumnSchema::name, ColumnSchema::type, ColumnSchema::label)
        .containsExactly(
            tuple("visitnum", ColumnType.DOUBLE, ""),
            tuple("usubjid", ColumnType.STRING, ""),
            tuple("siteid", ColumnType.STRING, ""),
            tuple("column_3", ColumnType.STRING, ""));
    assertThat(messages())
        .contains(
            "sv.csv has a column SITEID, which the contents do not describe. Ask the sponsor to export both from one data set. It is read as text.",
            "Column 3 of sv.csv has no name in the header. Ask the sponsor to export file and contents from one data set. It is read as text, as column column_3.");
    assertThat(problems.stopDelivery()).isFalse();
  }

  @Test
  void withoutVarnumTheTableFollowsTheFileWithAllItsColumns() throws IOException {
    delivery.file("sv.csv", "X,USUBJID,VISITNUM\n1,a,1\n");

    ReconciledDataset sv =
        only(delivery.with("dataset,column,type\nsv,VISITNUM,num\nsv,USUBJID,char\n"));

    assertThat(names(sv)).containsExactly("x", "usubjid", "visitnum");
  }

  @Test
  void ofAColumnThatStandsTwiceTheOneThatIsWrittenAsInTheContentsHasItsName() throws IOException {
    delivery.file("sv.csv", "visitnum,USUBJID,VISITNUM,VISITNUM_2,Usubjid\n1,a,1,2,b\n2,b,2,3,c\n");

    ReconciledDataset sv = only(delivery.with(SV));

    assertThat(sv.header())
        .containsExactly("visitnum_2", "usubjid", "visitnum", "visitnum_2_2", "usubjid_2");
    assertThat(sv.schema().column("visitnum_2").orElseThrow().type()).isEqualTo(ColumnType.STRING);
    assertThat(messages())
        .contains(
            "sv.csv has the column visitnum twice (names that differ in case alone are one). Ask the sponsor to rename one in SAS. This one is read as text, as column visitnum_2.");
    assertThat(problems.counts()).containsEntry(ProblemCode.COLUMN_TWICE_IN_HEADER, 2L);
  }

  @Test
  void aHeaderNameThatNoTableCanHaveStaysAnError() throws IOException {
    delivery.file("sv.csv", "USUBJID,VISITNUM,A.B,_line\na,1,x,y\nb,2,x,y\n");

    assertThat(delivery.with(SV).datasets()).isEmpty();
    assertThat(problems.kept())
        .extracting(Problem::code)
        .contains(ProblemCode.UNUSABLE_NAME)
        .contains(ProblemCode.RESERVED_NAME);
    assertThat(problems.stopDelivery()).isTrue();
  }

  @Test
  void aFileThatHasNoColumnOfItsContentsIsLeftOut() throws IOException {
    delivery.file("sv.csv", "USUBJID:VISITNUM\na:1\nb:2\n");

    assertThat(delivery.with(SV).datasets()).isEmpty();
    assertThat(messages())
        .contains(
            "sv.csv has no column USUBJID, which the contents describe. Ask the sponsor to export both from one data set. As no other column was found either, the dataset is left out.");
  }

  @Test
  void aFileWithoutContentsIsADatasetOfText() throws IOException {
    delivery.file("extra.csv", "USUBJID,Q,q,\na,1,2,3\n");
    delivery.file("sv.csv", "VISITNUM,USUBJID\n1,a\n2,b\n");

    ReconciledContents contents = delivery.with(SV);

    assertThat(contents.datasets()).hasSize(2);
    ReconciledDataset extra = contents.datasets().get(0);
    assertThat(extra.schema().name()).isEqualTo("extra");
    assertThat(extra.schema().observations()).isEmpty();
    assertThat(extra.header()).containsExactly("usubjid", "q", "q_2", "column_4");
    assertThat(names(extra)).isEqualTo(extra.header());
    assertThat(extra.schema().columns())
        .extracting(ColumnSchema::type)
        .containsOnly(ColumnType.STRING);
    assertThat(messages())
        .contains(
            "The contents do not describe extra.csv. Ask the sponsor for the contents of dataset extra, or take the file from the delivery. All its columns are read as text.");
    assertThat(problems.stopDelivery()).isFalse();
  }

  @Test
  void anEmptyFileWithoutContentsStaysAnError() throws IOException {
    delivery.file("extra.csv", "");

    assertThat(delivery.with(SV).datasets()).isEmpty();
    assertThat(problems.counts()).containsEntry(ProblemCode.EMPTY_FILE, 1L);
  }

  @Test
  void aDatasetWithoutFileIsSkipped() throws IOException {
    ReconciledContents contents = delivery.with(SV);

    assertThat(contents.datasets()).isEmpty();
    assertThat(contents.withoutFile()).isEmpty();
    assertThat(messages())
        .containsExactly(
            "The contents describe dataset sv, but no file sv.csv was delivered. Ask the sponsor for it, or for contents without it. There is no table of it.");
  }

  @Test
  void theRowsThatThereAreAreReadWhereNobsSaysOtherwise() throws IOException {
    delivery.file("sv.csv", "VISITNUM,USUBJID\n1,a\n");

    assertThat(delivery.with(SV).datasets()).hasSize(1);
    assertThat(messages())
        .containsExactly(
            "sv.csv has 1 rows, the contents say NOBS 2. Ask the sponsor whether the file is complete, and to export both from one data set. The rows that there are were read.");
  }

  private static ReconciledDataset only(ReconciledContents contents) {
    assertThat(contents.datasets()).hasSize(1);
    return contents.datasets().get(0);
  }

  private static List<String> names(ReconciledDataset dataset) {
    return dataset.schema().columns().stream().map(ColumnSchema::name).toList();
  }

  private List<String> messages() {
    return problems.kept().stream().map(Problem::message).toList();
  }
}
