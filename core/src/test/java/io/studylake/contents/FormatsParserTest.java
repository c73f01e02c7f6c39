package io.studylake.contents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.sas.CellNotes;
import io.studylake.sas.CellReaders;
import io.studylake.sas.CellRules;
import io.studylake.sas.DateForm;
import io.studylake.sas.SasFormat;
import io.studylake.sas.UserFormats;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsParserTest {
  /** As PROC EXPORT writes it; columns that decide nothing are left out but for MIN and FUZZ. */
  private static final String CNTLOUT =
      """
      FMTNAME,START,END,LABEL,MIN,FUZZ,TYPE,SEXCL,EEXCL,HLO
      SEXF,               1,               1,Male,1,1E-12,N,N,N,
      SEXF,               2,               2,Female,1,1E-12,N,N,N,
      AGEF,LOW,              18,"child, under 18",1,1E-12,N,N,Y,L
      AGEF,              18,HIGH,adult,1,1E-12,N,N,N,H
      YNF,               1,               1,Yes,1,1E-12,N,N,N,
      YNF,**OTHER**,**OTHER**,No,1,1E-12,N,N,N,O
      YNF,               .,               .,Unknown,1,1E-12,N,N,N,
      SEXC,M,M,Male,1,0,C,N,N,
      """;

  private final Problems problems = new Problems();

  @ParameterizedTest
  @CsvSource({
    "SEXF., 1, Male",
    "sexf6., 2, Female",
    "SEXF., 3, 3",
    "AGEF., 17.9, 'child, under 18'",
    "AGEF., 18, adult",
    "YNF., 1, Yes",
    "YNF., 0, No",
    "SEXC., 1, 1"
  })
  void whatCntloutDescribesDecodes(String format, String cell, String value) throws IOException {
    assertThat(decoded(parse(CNTLOUT), format, cell)).isEqualTo(value);
    assertThat(problems.counts()).isEmpty();
  }

  @Test
  void nameStartAndLabelAreEnoughInAnyCaseAndWithSemicolons() throws IOException {
    UserFormats formats = parse("\uFEFFfmtname;start;label\r\nSEXF;1;Male\r\n$SEXC;M;Male\r\n");

    assertThat(decoded(formats, "SEXF.", "1")).isEqualTo("Male");
    assertThat(problems.counts()).containsOnlyKeys(ProblemCode.DELIMITER_DETECTED);
  }

  @Test
  void aFileThatCannotBeReadDecodesNothingAndSaysWhy() throws IOException {
    assertThat(parse("").isEmpty()).isTrue();
    assertThat(parse("FMTNAME,VALUE\nSEXF,1\n").isEmpty()).isTrue();

    assertThat(problems.stopDelivery()).isTrue();
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .containsExactlyInAnyOrder(
            tuple(
                ProblemCode.FORMATS_UNREADABLE,
                "Cannot read the formats formats.csv: it is empty."),
            tuple(
                ProblemCode.FORMATS_UNREADABLE,
                "Cannot read the formats formats.csv: line 1 has no column START, none LABEL. Ask the sponsor for the output of PROC FORMAT CNTLOUT=."));
  }

  @Test
  void rowsThatCannotBeReadAreReportedTogether() throws IOException {
    UserFormats formats =
        parse("FMTNAME,START,END,LABEL\nSEXF,1,1,Male\nSEXF,1-5,1-5,Other\nSEXF,2,2,a,b\n");

    assertThat(decoded(formats, "SEXF.", "1")).isEqualTo("Male");
    assertThat(problems.kept())
        .extracting(problem -> problem.line().orElse(0), Problem::message)
        .containsExactly(
            tuple(
                3L,
                "Cannot read the formats formats.csv: line 3 gives format SEXF a START or END that is neither a number nor LOW, HIGH or OTHER. Ask the sponsor for the output of PROC FORMAT CNTLOUT=."),
            tuple(
                4L,
                "Cannot read the formats formats.csv: line 4 has 5 values, its header 4 columns. Ask the sponsor for values in quotes."));
  }

  private UserFormats parse(String text) throws IOException {
    return new FormatsParser(CsvFormat.DEFAULT)
        .parse("formats.csv", new ByteArrayInputStream(text.getBytes(UTF_8)), problems);
  }

  private static Object decoded(UserFormats formats, String format, String cell) {
    return CellReaders.numeric(
            SasFormat.of(format, 0, 0), CellRules.DEFAULT, DateForm.FORMATTED, formats)
        .read(cell, CellNotes.NONE);
  }
}
