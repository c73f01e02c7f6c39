package io.studylake.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvSettings;
import io.studylake.delivery.Compression;
import io.studylake.delivery.DeliveredFile;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.testing.TestDelivery;
import io.studylake.version.Link;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconciliationTest {
  private static final String SV =
      """
      MEMNAME,NAME,TYPE,VARNUM,NOBS
      SV,USUBJID,2,1,2
      SV,VISITNUM,1,2,2
      """;

  private final Problems problems = new Problems();
  private CsvSettings csv = CsvSettings.DEFAULT;
  private final List<DeliveredFile> files = new ArrayList<>();
  @TempDir Path folder;

  @Test
  void aFileThatFitsIsReadInTheOrderOfVarnum() throws IOException {
    file("SV.csv", "VISITNUM,USUBJID\n1,a\n2,b\n");

    ReconciledDataset sv = reconcile(SV).datasets().get(0);

    assertThat(sv.header()).containsExactly("visitnum", "usubjid");
    assertThat(sv.schema().columns())
        .extracting(ColumnSchema::name)
        .containsExactly("usubjid", "visitnum");
    assertOnly(
        ProblemCode.COLUMN_ORDER_DIFFERS,
        "The columns of SV.csv stand in another order than VARNUM gives; the table follows VARNUM.");
  }

  @Test
  void withoutVarnumTheTableFollowsTheFile() throws IOException {
    file("sv.csv", "USUBJID,VISITNUM\na,1\n");

    ReconciledContents contents =
        reconcile("dataset,column,type\nsv,VISITNUM,num\nsv,USUBJID,char\n");

    assertThat(contents.datasets().get(0).schema().columns())
        .extracting(ColumnSchema::name)
        .containsExactly("usubjid", "visitnum");
    assertOnly(
        ProblemCode.ROW_COUNT_UNKNOWN,
        "The contents give no NOBS for sv.csv, so its 1 rows were not checked.");
  }

  @Test
  void filesAndContentsWithoutEachOtherAreReported() throws IOException {
    file("extra.csv", "A\n1\n");

    reconcile(SV);

    assertThat(problems.stopDelivery()).isTrue();
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .containsExactly(
            tuple(
                ProblemCode.FILE_WITHOUT_CONTENTS,
                "The contents do not describe extra.csv. Ask the sponsor for the contents of dataset extra, or take the file from the delivery."),
            tuple(
                ProblemCode.CONTENTS_WITHOUT_FILE,
                "The contents describe dataset sv, but no file sv.csv was delivered. Ask the sponsor for it, or for contents without it."));
  }

  @Test
  void twoFilesOfOneDatasetAreRefused() throws IOException {
    file("SV.csv", "USUBJID,VISITNUM\na,1\nb,2\n");
    files.add(TestDelivery.file(folder, "sv.CSV", "USUBJID,VISITNUM\n", CsvSettings.DEFAULT));

    reconcile(SV);

    assertOnly(
        ProblemCode.DUPLICATE_FILE,
        "Cannot tell which file is dataset sv: SV.csv or sv.CSV. Ask the sponsor which one holds, and deliver that alone.");
  }

  @Test
  void noRowsAreFineWhereNobsSaysSo() throws IOException {
    String empty = SV.replace(",2\n", ",0\n");

    assertThat(reconcile(empty).withoutFile())
        .extracting(DatasetSchema::name)
        .containsExactly("sv");
    file("sv.csv", "");
    assertThat(reconcile(empty).withoutFile()).hasSize(1);
    files.clear();
    file("sv.csv", "USUBJID,VISITNUM\n");
    assertThat(reconcile(empty).datasets()).hasSize(1);

    assertThat(problems.counts()).containsOnlyKeys(ProblemCode.NO_ROWS);
    assertThat(problems.kept().get(0).message())
        .isEqualTo("Dataset sv has no rows, as its NOBS says.");
  }

  @Test
  void anEmptyFileIsRefusedWhereNobsSaysOtherwise() throws IOException {
    file("sv.csv", "");

    assertThat(reconcile(SV).datasets()).isEmpty();
    assertOnly(
        ProblemCode.EMPTY_FILE,
        "Cannot read sv.csv: it has not even a header. Ask the sponsor to export it again.");
  }

  @Test
  void anotherNumberOfRowsThanNobsStopsTheDelivery() throws IOException {
    file("sv.csv", "USUBJID,VISITNUM\na,1\n");

    assertThat(reconcile(SV).datasets()).hasSize(1);
    assertThat(problems.stopDelivery()).isTrue();
    assertOnly(
        ProblemCode.ROW_COUNT_DIFFERS,
        "sv.csv has 1 rows, the contents say NOBS 2. Ask the sponsor whether the file is complete, and to export both from one data set.");
  }

  @Test
  void textInAnotherCharsetIsRefusedWithItsLine() throws IOException {
    byte[] latin = "USUBJID,VISITNUM\nM\u00FCller,1\nb,2\n".getBytes(StandardCharsets.ISO_8859_1);
    files.add(TestDelivery.file(folder, "sv.csv", latin, CsvSettings.DEFAULT));
    csv = CsvSettings.of(CsvFormat.DEFAULT);

    assertThat(reconcile(SV).datasets()).isEmpty();
    assertOnly(
        ProblemCode.MALFORMED_TEXT,
        "Cannot read sv.csv: line 2 (byte 18) is not UTF-8 text. Set studylake.delivery.charset to the charset it is written in, for example windows-1252.");
  }

  @Test
  void quotesThatAreBrokenAreRefusedWithTheirLine() throws IOException {
    file("sv.csv", "USUBJID,VISITNUM\n\"a\"b,1\n\"c,2\n");

    assertThat(reconcile(SV).datasets()).isEmpty();
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .contains(
            tuple(
                ProblemCode.UNTERMINATED_QUOTE,
                "Cannot read sv.csv: the quote that opens in line 3 is never closed. The file is cut off, or a quote in a field is not doubled."));
  }

  @Test
  void aCompressedFileIsReadAndSaid() throws IOException {
    String text = "USUBJID,VISITNUM\na,1\nb,2\n";
    files.add(compressed("sv.csv.gz", text, Optional.empty()));

    assertThat(reconcile(SV).datasets().get(0).header()).containsExactly("usubjid", "visitnum");
    assertOnly(
        ProblemCode.COMPRESSED_FILE,
        "sv.csv.gz is compressed, so one task reads it from end to end. Deliver large files uncompressed.");
  }

  @Test
  void aCompressedFileThatIsBrokenIsRefusedWithTheReason() throws IOException {
    files.add(compressed("sv.csv.gz", "", Optional.of("it is cut off")));

    assertThat(reconcile(SV).datasets()).isEmpty();
    assertOnly(
        ProblemCode.COMPRESSED_FILE_UNUSABLE,
        "Cannot read sv.csv.gz: it is cut off. Compress it again, or deliver it uncompressed.");
  }

  private DeliveredFile compressed(String name, String text, Optional<String> unusable)
      throws IOException {
    DeliveredFile plain = TestDelivery.file(folder, "plain", text, CsvSettings.DEFAULT);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new DeliveredFile(
        name,
        "sv",
        new Link(folder.resolve(name).toUri().toString(), 1, "0".repeat(64)),
        plain.scan(),
        Compression.GZIP,
        unusable);
  }

  private void file(String name, String text) throws IOException {
    files.add(TestDelivery.file(folder, name, text, CsvSettings.DEFAULT));
  }

  private ReconciledContents reconcile(String contents) throws IOException {
    StudyContents parsed =
        new ContentsParser(CsvFormat.DEFAULT, Set.of())
            .parse(
                "contents.csv",
                new ByteArrayInputStream(contents.getBytes(StandardCharsets.UTF_8)),
                problems);
    return new Reconciliation(TestDelivery.ARCHIVE, csv, 5000, Set.of())
        .reconcile(parsed, files, problems);
  }

  private void assertOnly(ProblemCode code, String message) {
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .containsExactly(tuple(code, message));
  }
}
