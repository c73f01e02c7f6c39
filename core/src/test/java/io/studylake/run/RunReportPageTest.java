package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.studylake.lake.Study;
import io.studylake.run.DeliveryResult.Loaded;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that a run leaves, of deliveries that are published and of those that are refused. */
class RunReportPageTest {
  private static final String CONTENTS =
      """
      dataset,column,type,length,label
      DM,USUBJID,char,20,Unique Subject Identifier
      DM,SITEID,char,3,Study Site Identifier
      AE,USUBJID,char,20,Unique Subject Identifier
      AE,AESEQ,num,8,Sequence Number
      AE,AETERM,char,200,Reported Term
      AE,AESTDTC,char,20,Start
      """;
  private static final String DM = "USUBJID,SITEID\n01-001,701\n01-002,702\n01-003,702\n";
  private static final String AE =
      """
      USUBJID,AESEQ,AETERM,AESTDTC
      01-001,1,HEADACHE,2014-01-05
      01-002,1,,2014-02-11
      01-003,1,RASH,2014
      """;

  @TempDir private Path folder;
  private StudyFixture study;
  private Loaded first;

  @BeforeEach
  void deliverTheFirst() {
    study = new StudyFixture(folder);
    first = (Loaded) study.deliver(delivery("d1", CONTENTS, DM, AE), "d1");
  }

  private Path delivery(String name, String contents, String dm, String ae) {
    return study.write(name, Map.of("contents.csv", contents, "dm.csv", dm, "ae.csv", ae));
  }

  private static String text(Optional<Path> report) {
    try {
      return Files.readString(report.orElseThrow());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The page without its markup, blanks between what stood apart. */
  private static String words(String page) {
    return page.substring(page.indexOf("</style>"))
        .replaceAll("<title>[^<]*</title>", " ")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ");
  }

  private List<String> pagesOn(String ref) {
    try (Study open = study.open()) {
      VersionStore store = open.store();
      return store.list(new View.Committed(store.require(ref)), "reports/", 100).stream()
          .map(e -> e.path())
          .toList();
    }
  }

  @Test
  void thePageOfAPublishedDeliveryIsPublishedWithItAndLiesBesideTheText() {
    assertThat(first.report().orElseThrow())
        .hasParent(folder.resolve("lake/reports/pilot"))
        .content(StandardCharsets.UTF_8)
        .startsWith("<!DOCTYPE html>");
    String page = text(first.report());
    try (Study open = study.open()) {
      VersionStore store = open.store();
      String kept = pagesOn("d1").get(0);
      assertThat(kept).matches("reports/\\d{8}-\\d{6}-[a-z0-9]{6}\\.html");
      assertThat(store.read(new View.Committed(store.require("main")), kept))
          .hasValueSatisfying(
              bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(page));
    }
    assertThat(words(page))
        .containsSubsequence(
            "Delivery d1 of study pilot",
            "Passed Nothing stops it.",
            "Greatest date 2014-02-11 in AE.AESTDTC",
            "Compared with nothing, it is the first",
            "What stops it Nothing.",
            "AE new – 3 – – – 4",
            "DM new – 3 – – – 2",
            "patient 0 3 3 0 0 3",
            "location 0 2 2 0 0 2",
            "701 1 702 2",
            "note ROW_COUNT_UNKNOWN 2");
  }

  @Test
  void aLaterDeliveryIsComparedWithTheOneBefore() {
    String contents =
        CONTENTS
                .replace("AE,AETERM,char,200,Reported Term", "AE,AETERM,char,300,Term")
                .replace("AE,AESEQ,num,8,Sequence Number\n", "")
            + "AE,AESEV,char,10,Severity\n";
    Loaded second =
        (Loaded)
            study.deliver(
                delivery(
                    "d2",
                    contents,
                    DM.replace("01-003,702\n", "01-004,703\n"),
                    """
                    USUBJID,AETERM,AESTDTC,AESEV
                    01-001,HEADACHE,2014-01-05,MILD
                    01-002,,2014-02-11,
                    01-002,,2014-03-01,
                    01-004,RASH,2014,
                    """),
                "d2");

    assertThat(words(text(second.report())))
        .containsSubsequence(
            "Passed, with warnings 1 warning, 3 findings of the gate.",
            "Compared with d1, commit " + first.commit().abbreviated(),
            "What the gate warns of column-gone dataset AE has 1 column of snapshot d1 no more: AESEQ.",
            "AE changed 3 4 +1 2 1 4 +AESEV −AESEQ",
            "DM changed 3 3 ±0 1 1 2",
            "patient 3 3 1 1 0 4",
            "Gone (patient): 01-003.",
            "d1 d2 701 1 1 702 2 1 703 0 1",
            "AE AETERM length 200 300",
            "AE AETERM label Reported Term Term",
            "warning COLUMN_DROPPED 1",
            "AE AETERM 66.7 % 50.0 % −16.7");
    assertThat(pagesOn("main")).hasSize(2);
    assertThat(
            study.query(
                "SELECT delivery, location, patients FROM study.main.meta.sites ORDER BY 1, 2"))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly("d1|701|1", "d1|702|2", "d2|701|1", "d2|702|1", "d2|703|1");
  }

  @Test
  void whoComesBackIsToldFromWhoIsNew() {
    String dm = "USUBJID,SITEID\n01-001,701\n";
    String ae = "USUBJID,AESEQ,AETERM,AESTDTC\n01-001,1,HEADACHE,2014-01-05\n";
    study.with("gate.rules.older-than-parent.level", "warn");
    study.deliver(delivery("d2", CONTENTS, dm, ae), "d2");

    Loaded third = (Loaded) study.deliver(delivery("d3", CONTENTS, DM, AE), "d3");

    assertThat(words(text(third.report())))
        .containsSubsequence("patient 1 3 0 0 2 3", "location 1 2 0 0 1 2");
  }

  @Test
  void thePageOfARefusedDeliverySaysWhatStopsItAndStaysOnItsBranch() {
    String hostile = "<script>document.title='owned'</script>";
    Path bad =
        delivery(
            "d2",
            CONTENTS,
            DM,
            AE.replace("01-001,1,", "01-001," + hostile + ",") + "01-003,two,FEVER,2014-04-01\n");

    DeliveryRejected rejected =
        catchThrowableOfType(DeliveryRejected.class, () -> study.deliver(bad, "d2"));

    String page = text(rejected.report());
    assertThat(page).doesNotContain("<script");
    assertThat(words(page))
        .containsSubsequence(
            "Refused Cannot publish d2: 2 problems.",
            "What stops it NOT_A_NUMBER 2 times in ae.csv. The first: Cannot read ae.csv: line 2, column AESEQ is not a number",
            "Subject: pilot, delivery d2: a question",
            "1. ae.csv (2 places, first at line 2, column AESEQ; line 5, column AESEQ): the contents"
                + " say numeric, the cell is no number. Please correct the cell, or the type in the"
                + " contents.",
            "Not counted: no keys were given.",
            "error NOT_A_NUMBER 2",
            "ae.csv 2 AESEQ &lt;script&gt;document.title=&#39;owned&#39;&lt;/script&gt;",
            "ae.csv 5 AESEQ two");
    assertThat(page.substring(page.indexOf("<pre"), page.indexOf("</pre>")))
        .doesNotContain("owned");
    assertThat(pagesOn(rejected.branch())).hasSize(2);
    assertThat(pagesOn("main")).hasSize(1);
  }

  @Test
  void aMissingDatasetIsAQuestion() {
    Path without =
        study.write(
            "d2",
            Map.of(
                "contents.csv",
                "dataset,column,type\nDM,USUBJID,char\nDM,SITEID,char\n",
                "dm.csv",
                DM));

    DeliveryRejected rejected =
        catchThrowableOfType(DeliveryRejected.class, () -> study.deliver(without, "d2"));

    assertThat(words(text(rejected.report())))
        .containsSubsequence(
            "dataset-missing dataset AE is in snapshot d1 but not in this delivery.",
            "1. Dataset AE is in snapshot d1 but not in this delivery. Was it left out by mistake?"
                + " Then please send it. Else please confirm that it was dropped for good.",
            "AE missing 3 – – –");
  }

  @Test
  void aDateAfterTheRunBeganIsNoCutOff() {
    Loaded second =
        (Loaded)
            study.deliver(
                delivery("d2", CONTENTS, DM, AE.replace("2014-02-11", "2999-01-01")), "d2");

    assertThat(words(text(second.report()))).doesNotContain("Greatest date");
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNoDelivery() throws IOException {
    Path file = Files.writeString(folder.resolve("no-folder"), "");
    study.with("report.path", file.toString());

    Loaded second =
        (Loaded) study.deliver(delivery("d2", CONTENTS, DM, AE + "01-001,2,RASH,\n"), "d2");

    assertThat(second.report()).isEmpty();
    assertThat(study.head()).isEqualTo(second.commit());
  }
}
