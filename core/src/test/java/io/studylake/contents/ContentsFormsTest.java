package io.studylake.contents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.csv.CsvFormat;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.sas.SasFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which contents come beside PROC CONTENTS OUT=, and how their text is written. */
class ContentsFormsTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private final Problems problems = new Problems();

  @Test
  void threeColumnsAreEnoughAndKeepTheirOrder() throws IOException {
    DatasetSchema ae =
        ae(
            """
            Dataset,Column,Type
            ae.csv,USUBJID,character
            ae.csv,AESEQ,numeric
            ae.csv,AESTDT,date
            ae.csv,AEDTM,datetime
            ae.csv,AETM,time
            """);

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
  void anOdsListingIsReadUnderItsTitlesWithItsObsColumn() throws IOException {
    DatasetSchema ae =
        ae(
            """
            The CONTENTS Procedure

            "Variables of the study, as of 2014"
            Obs,Library Name,Data Set Name,Variable,Type,Len,Label
            1,SDTM,AE,aeacn,Char,30,Action Taken
            Obs,Library Name,Data Set Name,Variable,Type,Len,Label
            2,SDTM,AE,aeseq,Num,8,Sequence
            """);

    assertThat(ae.columns())
        .extracting(ColumnSchema::sasName, ColumnSchema::type, ColumnSchema::label)
        .containsExactly(
            tuple("aeacn", ColumnType.STRING, "Action Taken"),
            tuple("aeseq", ColumnType.DOUBLE, "Sequence"));
    assertThat(problems.counts()).isEmpty();
  }

  @Test
  void whatProcContentsPrintsIsReadBlockByBlock() throws IOException {
    StudyContents contents =
        parse(
            """
            "The CONTENTS Procedure"

            "Data Set Name","SDTM.AE","Observations","71"
            "Member Type","DATA","Variables","2"
            "Label","Adverse Events","",""

            "Engine/Host Dependent Information"
            "Data Set Page Size","65536"

            "Alphabetic List of Variables and Attributes"
            "#","Variable","Type","Len","Format","Label"
            "2","AESTDT","Num","8","DATE9.","Start"
            "1","AETERM","Char","200","","Reported Term"

            "Sort Information"
            "Sortedby","AETERM"

            "The CONTENTS Procedure"

            "Data Set Name","SDTM.SV","Observations","."
            "Variables in Creation Order"
            "#","Variable","Type","Len"
            "1","VISITNUM","Num","8"
            """
                .getBytes(UTF_8),
            CsvFormat.DEFAULT);

    DatasetSchema ae = contents.dataset("ae").orElseThrow();
    assertThat(ae.label()).isEqualTo("Adverse Events");
    assertThat(ae.observations()).hasValue(71);
    assertThat(ae.columns())
        .extracting(ColumnSchema::name, ColumnSchema::type, ColumnSchema::label)
        .containsExactly(
            tuple("aeterm", ColumnType.STRING, "Reported Term"),
            tuple("aestdt", ColumnType.DATE, "Start"));
    DatasetSchema sv = contents.dataset("sv").orElseThrow();
    assertThat(sv.label()).isEmpty();
    assertThat(sv.observations()).isEmpty();
    assertThat(sv.columns()).extracting(ColumnSchema::name).containsExactly("visitnum");
    assertThat(problems.counts()).isEmpty();
  }

  @Test
  void aBrokenRowOfWhatProcContentsPrintsIsReported() throws IOException {
    parse(
        "Data Set Name,SDTM.AE\n#,Variable,Type\n1,AETERM,Char\n2,AESEQ\n".getBytes(UTF_8),
        CsvFormat.DEFAULT);

    assertThat(problems.kept())
        .extracting(Problem::message)
        .containsExactly(
            "Line 4 of the contents has 2 values, their header 3. Ask the sponsor to export the contents again.");
  }

  @Test
  void odsOutputVariablesNamesLibraryAndDatasetInOne() throws IOException {
    DatasetSchema ae =
        ae(
            """
            Member,Num,Variable,Type,Len,Format,Informat,Label
            SDTM.AE,2,AEACN,Char,30,,,Action Taken
            SDTM.AE,1,AESTDT,Num,8,DATE9.,,Start
            """);

    assertThat(ae.columns())
        .extracting(ColumnSchema::name, ColumnSchema::type)
        .containsExactly(tuple("aestdt", ColumnType.DATE), tuple("aeacn", ColumnType.STRING));
  }

  @Test
  void sashelpVcolumnHasFormatAndWidthInOneField() throws IOException {
    DatasetSchema ae =
        ae(
            """
            libname,memname,memtype,name,type,length,npos,varnum,label,format,informat,idxusage,sortedby,xtype,notnull,precision,scale,transcode
            SDTM,AE,DATA,AETERM,char,200,0,1,Term,$20.,,,0,char,no,0,.,yes
            SDTM,AE,DATA,AESTDT,num,8,200,2,Start,DATE9.,DATE9.,,0,num,no,0,.,yes
            SDTM,AE,DATA,AEDOSE,num,8,208,3,Dose,8.2,,,0,num,no,0,.,yes
            SDTM,AE,DATA,AESEQ,num,8,216,4,,BEST12.,,,0,num,no,0,.,yes
            SDTM,AE,DATA,AESEV,num,8,224,5,,SEVF.,,,0,num,no,0,.,yes
            SDTM,AE,DATA,AESPID,num,8,232,6,,,,,0,num,no,0,.,yes
            """);

    assertThat(ae.columns())
        .extracting(ColumnSchema::name, ColumnSchema::format, ColumnSchema::type)
        .containsExactly(
            tuple("aeterm", new SasFormat("$", 20, 0), ColumnType.STRING),
            tuple("aestdt", new SasFormat("DATE", 9, 0), ColumnType.DATE),
            tuple("aedose", new SasFormat("", 8, 2), ColumnType.DOUBLE),
            tuple("aeseq", new SasFormat("BEST", 12, 0), ColumnType.DOUBLE),
            tuple("aesev", new SasFormat("SEVF", 0, 0), ColumnType.USER_FORMAT),
            tuple("aespid", SasFormat.NONE, ColumnType.DOUBLE));
    assertThat(ae.observations()).isEmpty();
  }

  @Test
  void theContentsOfAnExportedLibraryGiveNobs() throws IOException {
    DatasetSchema ae =
        ae(
            """
            memname,memlabel,name,type,label,format,length,nobs
            AE,Adverse Events,AETERM,2,Term,,200,71
            AE,Adverse Events,AESTDT,1,Start,DATE,8,71
            """);

    assertThat(ae.label()).isEqualTo("Adverse Events");
    assertThat(ae.observations()).hasValue(71);
    assertThat(ae.columns())
        .extracting(ColumnSchema::type)
        .containsExactly(ColumnType.STRING, ColumnType.DATE);
  }

  @Test
  void headersAreFoundInAnyCaseAndOrderBehindAByteOrderMark() throws IOException {
    assertThat(ae("\uFEFF\"type\",Name,memname\r\n2,USUBJID,AE\r\n").column("usubjid")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(chars = {';', '\t', '|'})
  void anotherDelimiterIsFoundAndSaid(char delimiter) throws IOException {
    String comma = "Contents\r\nMEMNAME,NAME,TYPE,LABEL\r\nAE,AETERM,2,\"a, b\"\r\n";

    String text = comma.replace(", ", "\0").replace(',', delimiter).replace("\0", ", ");
    assertThat(ae(text).columns().get(0).label()).isEqualTo("a, b");

    String name = delimiter == ';' ? "a semicolon" : delimiter == '\t' ? "a tab" : "'|'";
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .containsExactly(
            tuple(
                ProblemCode.DELIMITER_DETECTED,
                "The delimiter of contents.csv is %s.".formatted(name)));
  }

  @Test
  void windows1252IsFoundAndSaidWithThreeWords() throws IOException {
    byte[] bytes =
        "MEMNAME,NAME,TYPE,LABEL\nAE,A,2,Größe (Müller’s €)\nAE,B,2,Größe\nAE,C,2,für\n"
            .getBytes(WINDOWS);

    StudyContents contents = parse(bytes, CsvFormat.DEFAULT);

    assertThat(contents.dataset("ae").orElseThrow().columns().get(0).label())
        .isEqualTo("Größe (Müller’s €)");
    assertThat(problems.kept())
        .extracting(Problem::code, Problem::message)
        .containsExactly(
            tuple(
                ProblemCode.CHARSET_DETECTED,
                "contents.csv is not UTF-8 and was read as windows-1252. Look whether these words are right, else set studylake.delivery.charset: Größe, Müller’s, €."));
  }

  @Test
  void utf8IsFoundWhateverTheDatasetsAreWrittenIn() throws IOException {
    CsvFormat format = new CsvFormat(WINDOWS, ';', '"');
    byte[] bytes = "MEMNAME;NAME;TYPE;LABEL\nAE;A;2;Größe\n".getBytes(UTF_8);

    StudyContents contents = parse(bytes, format);

    assertThat(contents.dataset("ae").orElseThrow().columns().get(0).label()).isEqualTo("Größe");
    assertThat(problems.counts()).isEmpty();
  }

  @Test
  void theConfiguredCharsetIsTakenForWhatIsNotUtf8() throws IOException {
    CsvFormat format = new CsvFormat(Charset.forName("ISO-8859-2"), ';', '"');
    byte[] bytes =
        "MEMNAME;NAME;TYPE;LABEL\nAE;A;2;Część\n".getBytes(Charset.forName("ISO-8859-2"));

    StudyContents contents = parse(bytes, format);

    assertThat(contents.dataset("ae").orElseThrow().columns().get(0).label()).isEqualTo("Część");
    assertThat(problems.counts()).isEmpty();
  }

  private DatasetSchema ae(String text) throws IOException {
    return parse(text.getBytes(UTF_8), CsvFormat.DEFAULT).dataset("ae").orElseThrow();
  }

  private StudyContents parse(byte[] bytes, CsvFormat format) throws IOException {
    return new ContentsParser(format, Set.of())
        .parse("contents.csv", new ByteArrayInputStream(bytes), problems);
  }
}
