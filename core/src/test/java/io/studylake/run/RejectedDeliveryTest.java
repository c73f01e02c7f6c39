package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.studylake.delivery.CannotReadDeliveryException;
import io.studylake.gate.Finding;
import io.studylake.gate.Level;
import io.studylake.lake.Study;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Severity;
import io.studylake.run.DeliveryResult.Loaded;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries with defects: what is reported, what stays, and what is only told. */
class RejectedDeliveryTest {
  private static final String CONTENTS =
      """
      dataset,column,type
      DM,USUBJID,char
      DM,SITEID,char
      AE,USUBJID,char
      AE,AESEQ,num
      AE,AETERM,char
      """;
  private static final String DM =
      """
      USUBJID,SITEID
      01-001,701
      01-002,702
      """;
  private static final String AE =
      """
      USUBJID,AESEQ,AETERM
      01-001,1,HEADACHE
      01-001,2,NAUSEA
      01-002,1,RASH
      """;

  @TempDir private Path folder;
  private StudyFixture study;
  private CommitId published;

  @BeforeEach
  void deliverTheFirst() {
    study = new StudyFixture(folder);
    published =
        study
            .deliver(
                study.write("d1", Map.of("contents.csv", CONTENTS, "dm.csv", DM, "ae.csv", AE)),
                "d1")
            .commit();
  }

  private Path severalDefects() {
    return study.write(
        "d2",
        Map.of(
            "contents.csv",
            CONTENTS
                + """
                VS,USUBJID,char
                VS,VISITNUM,num
                LB,USUBJID,char
                """,
            "dm.csv",
            DM,
            "ae.csv",
            """
            USUBJID,AESEQ,AETERM
            01-001,1,HEADACHE
            01-001,two,NAUSEA
            01-002,1
            01-002,n/a,RASH
            """,
            "vs.csv",
            """
            USUBJID,VISIT
            01-001,WEEK 2
            """,
            "ex.csv",
            """
            USUBJID,EXDOSE
            01-001,54
            """));
  }

  private DeliveryRejected rejected(Path delivery, String name) {
    DeliveryRejected rejected =
        catchThrowableOfType(DeliveryRejected.class, () -> study.deliver(delivery, name));
    assertThat(rejected).as("delivery %s was not rejected", name).isNotNull();
    return rejected;
  }

  @Test
  void allDefectsOfHeadersRecordsAndCellsAreInOneReport() {
    DeliveryRejected rejected = rejected(severalDefects(), "d2");

    assertThat(rejected).hasMessage("Cannot publish d2: 7 problems.");
    assertThat(rejected.problems())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .extracting(
            p -> p.file(),
            p -> p.line().orElse(0),
            p -> p.column().orElse(""),
            p -> p.code(),
            p -> p.value().orElse(""))
        .containsExactly(
            tuple("ae.csv", 3L, "AESEQ", ProblemCode.NOT_A_NUMBER, "two"),
            tuple("ae.csv", 4L, "", ProblemCode.WRONG_VALUE_COUNT, "01-002,1"),
            tuple("ae.csv", 5L, "AESEQ", ProblemCode.NOT_A_NUMBER, "n/a"),
            tuple("ex.csv", 0L, "", ProblemCode.FILE_WITHOUT_CONTENTS, ""),
            tuple("lb.csv", 0L, "", ProblemCode.CONTENTS_WITHOUT_FILE, ""),
            tuple("vs.csv", 1L, "VISIT", ProblemCode.COLUMN_NOT_IN_CONTENTS, ""),
            tuple("vs.csv", 1L, "VISITNUM", ProblemCode.COLUMN_MISSING, ""));
    assertThat(rejected.counts())
        .contains(
            entry(ProblemCode.NOT_A_NUMBER, 2L),
            entry(ProblemCode.WRONG_VALUE_COUNT, 1L),
            entry(ProblemCode.COLUMN_MISSING, 1L),
            entry(ProblemCode.COLUMN_NOT_IN_CONTENTS, 1L),
            entry(ProblemCode.FILE_WITHOUT_CONTENTS, 1L),
            entry(ProblemCode.CONTENTS_WITHOUT_FILE, 1L))
        .doesNotContainKey(ProblemCode.DATASET_DROPPED);
  }

  @Test
  void messagesSayWhatToDoAndDoNotRepeatTheValue() {
    assertThat(rejected(severalDefects(), "d2").problems())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .extracting(problem -> problem.message())
        .contains(
            "Cannot read ae.csv: line 3, column AESEQ is not a number, but the contents say"
                + " numeric. Correct it or its TYPE.",
            "Cannot read ae.csv: line 4 has 2 values, its header 3 columns. If a value holds a"
                + " line break or a delimiter, export it in quotes.",
            "vs.csv has no column VISITNUM, which the contents describe. Ask the sponsor to export"
                + " both from one data set.")
        .noneMatch(message -> message.contains("n/a"));
  }

  @Test
  void onlySoManyProblemsAreListedAsConfiguredButAllAreCounted() {
    study.with("problems.listed", "2");

    DeliveryRejected rejected = rejected(severalDefects(), "d2");

    assertThat(rejected).hasMessage("Cannot publish d2: 7 problems.");
    assertThat(rejected.problems())
        .extracting(problem -> problem.line().orElse(0))
        .containsExactly(3L, 4L);
    assertThat(rejected.counts()).containsEntry(ProblemCode.NOT_A_NUMBER, 2L);
  }

  @Test
  void ofThousandsOfProblemsTheFirstHundredAreListedInOrderAndAllAreCounted() {
    StringBuilder ae = new StringBuilder("USUBJID,AESEQ,AETERM\n");
    for (int line = 2; line < 2002; line++) {
      ae.append(line % 3 == 0 ? "01-001,1\n" : "01-001,x%d,RASH\n".formatted(line));
    }
    String vs = "USUBJID,VISITNUM\n" + "01-001,soon\n".repeat(1500);
    Path delivery =
        study.write(
            "d2",
            Map.of(
                "contents.csv",
                CONTENTS + "VS,USUBJID,char\nVS,VISITNUM,num\n",
                "dm.csv",
                DM + "01-003\n",
                "ae.csv",
                ae.toString(),
                "vs.csv",
                vs));

    DeliveryRejected rejected = rejected(delivery, "d2");

    assertThat(rejected).hasMessage("Cannot publish d2: 3,501 problems.");
    assertThat(rejected.counts())
        .containsEntry(ProblemCode.WRONG_VALUE_COUNT, 667L + 1)
        .containsEntry(ProblemCode.NOT_A_NUMBER, 1333L + 1500);
    assertThat(rejected.problems()).hasSize(100);
    assertThat(rejected.problems())
        .extracting(p -> p.file() + ":" + p.line().orElse(0))
        .containsExactlyElementsOf(
            java.util.stream.IntStream.range(2, 102).mapToObj(line -> "ae.csv:" + line).toList());
    assertThat(
            study.number(
                "SELECT count(*) FROM study.`%s`.meta.problems WHERE delivery = 'd2'"
                    .formatted(rejected.branch())))
        .isEqualTo(304);
  }

  @Test
  void aProblemOfTheContentsIsOfNoDataset() {
    Path delivery =
        study.write(
            "d2", Map.of("contents.csv", CONTENTS + "AE,AETERM,num\n", "dm.csv", DM, "ae.csv", AE));

    DeliveryRejected rejected = rejected(delivery, "d2");

    assertThat(
            study.query(
                "SELECT dataset, file, code, raw_value FROM study.`%s`.meta.problems WHERE delivery = 'd2' AND severity = 'error'"
                    .formatted(rejected.branch())))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly("null|contents.csv|CONFLICTING_CONTENTS|null");
  }

  @Test
  void mainStaysAndTheBranchKeepsTheProblemsInACommitThatDidNotPass() {
    DeliveryRejected rejected = rejected(severalDefects(), "d2");

    assertThat(study.head()).isEqualTo(published);
    assertThat(study.number("SELECT count(*) FROM study.main.raw.ae")).isEqualTo(3);
    assertThat(study.branches()).containsExactlyInAnyOrder("main", rejected.branch());
    assertThat(rejected.branch()).startsWith("d2-");
    try (Study open = study.open()) {
      Commit commit = open.store().commit(open.store().require(rejected.branch()));
      assertThat(commit.message()).isEqualTo("Delivery d2 failed");
      assertThat(commit.metadata())
          .containsEntry("studylake.passed", "false")
          .containsEntry("studylake.delivery", "d2");
      assertThat(open.store().tags()).containsExactly("d1");
    }
    String branch = "study.`" + rejected.branch() + "`.meta.";
    assertThat(
            study.query(
                "SELECT dataset, file, line, column, raw_value FROM "
                    + branch
                    + "problems WHERE delivery = 'd2' AND code = 'NOT_A_NUMBER' ORDER BY line"))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly("ae|ae.csv|3|AESEQ|two", "ae|ae.csv|5|AESEQ|n/a");
    assertThat(
            study.query(
                "SELECT passed, errors FROM " + branch + "deliveries WHERE delivery = 'd2'"))
        .extracting(row -> row.toSeq().mkString("|"))
        .containsExactly("false|7");
  }

  @Test
  void aCorrectedDeliveryComesUnderTheSameName() {
    rejected(severalDefects(), "d2");
    Path corrected =
        study.write(
            "d2-corrected",
            Map.of("contents.csv", CONTENTS, "dm.csv", DM, "ae.csv", AE + "01-002,2,FEVER\n"));

    DeliveryResult result = study.deliver(corrected, "d2");

    assertThat(result).isInstanceOf(Loaded.class);
    assertThat(result.tag()).isEqualTo("d2");
    assertThat(study.head()).isEqualTo(result.commit()).isNotEqualTo(published);
    assertThat(study.number("SELECT count(*) FROM study.`d2`.raw.ae")).isEqualTo(4);
    assertThat(study.number("SELECT count(*) FROM study.main.meta.deliveries")).isEqualTo(2);
  }

  @Test
  void contentsThatAreWrongInThemselvesStopBeforeAnyTableIsWritten() {
    Path reserved =
        study.write(
            "d2",
            Map.of(
                "contents.csv",
                CONTENTS + "DM,PATIENT_KEY,num\n",
                "dm.csv",
                "USUBJID,SITEID,PATIENT_KEY\n01-001,701,1\n",
                "ae.csv",
                AE));

    DeliveryRejected rejected =
        catchThrowableOfType(
            DeliveryRejected.class, () -> study.withoutSpark().deliver(reserved, "d2"));

    assertThat(rejected).hasMessage("Cannot publish d2: 1 problem.");
    assertThat(rejected.counts()).containsEntry(ProblemCode.RESERVED_NAME, 1L);
    assertThat(study.head()).isEqualTo(published);
  }

  @Test
  void aFolderWithoutContentsIsRefusedAndLeavesNoBranch() {
    Path without = study.write("d2", Map.of("dm.csv", DM));

    assertThatThrownBy(() -> study.deliver(without, "d2"))
        .isInstanceOf(CannotReadDeliveryException.class)
        .hasMessage(
            "Cannot read %s: there is no contents file (contents.csv, _contents_.csv,"
                    .formatted(without)
                + " contents_simple.csv) that gives the columns' types. Ask the sponsor for the"
                + " output of PROC CONTENTS, or name the file in studylake.delivery.contents.");
    assertThat(study.branches()).containsExactly("main");
    assertThat(study.head()).isEqualTo(published);
  }

  @Test
  void aDatasetThatIsMissingStopsTheDelivery() {
    Path withoutAe = withoutAdverseEvents();

    DeliveryRejected rejected = rejected(withoutAe, "d2");

    assertThat(rejected).hasMessage("Cannot publish d2: rule dataset-missing.");
    assertThat(rejected.findings())
        .containsExactly(
            new Finding(
                "dataset-missing",
                Level.STOP,
                "dataset AE is in snapshot d1 but not in this delivery. Ask the sponsor for it, or"
                    + " whether it was dropped for good. If all is right, add --accept"
                    + " dataset-missing --reason \"...\", or set"
                    + " studylake.gate.datasets.ae.dataset-missing.level = warn."));
    assertThat(study.head()).isEqualTo(published);
  }

  @Test
  void aDatasetThatIsEmptyNowStopsTheDelivery() {
    Path empty =
        study.write(
            "d2",
            Map.of("contents.csv", CONTENTS, "dm.csv", DM, "ae.csv", "USUBJID,AESEQ,AETERM\n"));

    assertThat(rejected(empty, "d2").findings())
        .extracting(Finding::message)
        .containsExactly(
            "dataset AE is in snapshot d1 but empty in this delivery (3 rows before). Ask the"
                + " sponsor for it, or whether it was dropped for good. If all is right, add"
                + " --accept dataset-missing --reason \"...\", or set"
                + " studylake.gate.datasets.ae.dataset-missing.level = warn.");
  }

  @Test
  void aDatasetThatMayGoIsDroppedAndEarlierSnapshotsKeepIt() throws IOException {
    study.with("gate.datasets.ae.dataset-missing.level", "warn");

    Loaded loaded = (Loaded) study.deliver(withoutAdverseEvents(), "d2");

    assertThat(loaded.figures().problems()).containsEntry(ProblemCode.DATASET_DROPPED, 1L);
    assertThat(loaded.figures().findings())
        .extracting(Finding::rule, Finding::level)
        .containsExactly(tuple("dataset-missing", Level.WARN));
    for (String namespace : List.of("raw", "base")) {
      assertThat(tables("d2", namespace)).containsExactly("dm");
      assertThat(tables("main", namespace)).containsExactly("dm");
      assertThat(tables("d1", namespace)).containsExactly("ae", "dm");
      assertThat(study.number("SELECT count(*) FROM study.`d1`.%s.ae".formatted(namespace)))
          .isEqualTo(3);
    }
  }

  @Test
  void aRuleThatIsOffSaysNothing() {
    study.with("gate.rules.dataset-missing.level", "off");

    Loaded loaded = (Loaded) study.deliver(withoutAdverseEvents(), "d2");

    assertThat(loaded.figures().findings()).isEmpty();
  }

  private Path withoutAdverseEvents() {
    return study.write(
        "d2",
        Map.of(
            "contents.csv",
            "dataset,column,type\nDM,USUBJID,char\nDM,SITEID,char\n",
            "dm.csv",
            DM));
  }

  @Test
  void moreThanThreePatientsGoneStopTheDelivery() {
    study.deliver(patients("d2", 10), "d2");

    DeliveryRejected rejected = rejected(patients("d3", 6), "d3");

    assertThat(rejected).hasMessage("Cannot publish d3: rule patients-gone.");
    assertThat(rejected.findings())
        .containsExactly(
            new Finding(
                "patients-gone",
                Level.STOP,
                "4 of the 10 patients of snapshot d2 are in no dataset of this delivery (at most 3"
                    + " may go). Ask the sponsor whether they were renumbered or withdrawn. If all"
                    + " is right, add --accept patients-gone --reason \"...\", or set"
                    + " studylake.gate.rules.patients-gone.stop."));
  }

  @Test
  void upToThreePatientsGoneAreToldOnly() {
    study.deliver(patients("d2", 10), "d2");

    Loaded loaded = (Loaded) study.deliver(patients("d3", 7), "d3");

    assertThat(loaded.figures().findings())
        .extracting(Finding::rule, Finding::level)
        .containsExactly(tuple("patients-gone", Level.WARN));
    assertThat(study.number("SELECT count(*) FROM study.main.keys.patient")).isEqualTo(10);
  }

  /** Patients 01-001 on, each with a row in DM and AE. */
  private Path patients(String name, int count) {
    StringBuilder dm = new StringBuilder("USUBJID,SITEID\n");
    StringBuilder ae = new StringBuilder("USUBJID,AESEQ,AETERM\n");
    for (int patient = 1; patient <= count; patient++) {
      dm.append("01-%03d,701%n".formatted(patient));
      ae.append("01-%03d,1,RASH%n".formatted(patient));
    }
    return study.write(
        name, Map.of("contents.csv", CONTENTS, "dm.csv", dm.toString(), "ae.csv", ae.toString()));
  }

  @Test
  void columnsThatGoComeAndChangeTypeAreToldAndKeptOnesKeepTheirFieldIds() throws IOException {
    Path changed =
        study.write(
            "d2",
            Map.of(
                "contents.csv",
                """
                dataset,column,type
                DM,USUBJID,char
                DM,SITEID,char
                AE,USUBJID,char
                AE,AESEV,char
                AE,AESEQ,char
                """,
                "dm.csv",
                DM,
                "ae.csv",
                """
                USUBJID,AESEV,AESEQ
                01-001,MILD,1
                01-002,SEVERE,1a
                """));
    study.with("gate.datasets.ae.column-type-changed.level", "warn");

    Loaded loaded = (Loaded) study.deliver(changed, "d2");

    assertThat(loaded.figures().problems())
        .contains(entry(ProblemCode.COLUMN_DROPPED, 1L), entry(ProblemCode.TYPE_CHANGED, 1L));
    assertThat(
            study.query(
                "SELECT message FROM study.`d2`.meta.problems WHERE delivery = 'd2' AND severity ="
                    + " 'warning' ORDER BY column"))
        .extracting(row -> row.getString(0))
        .containsExactly(
            "Column aeseq of ae was double and is string now; queries over both snapshots have to"
                + " cast. Ask the sponsor whether that is meant.",
            "Column aeterm of ae is not delivered any more; earlier snapshots keep it. Ask the"
                + " sponsor whether that is meant.");
    Schema before = schema("d1", "raw");
    Schema now = schema("d2", "raw");
    assertThat(now.columns())
        .extracting(field -> field.name() + " " + field.type())
        .containsExactly("usubjid string", "aesev string", "aeseq string", "_line long");
    assertThat(now.findField("usubjid").fieldId()).isEqualTo(before.findField("usubjid").fieldId());
    assertThat(now.findField("_line").fieldId()).isEqualTo(before.findField("_line").fieldId());
    assertThat(now.findField("aeseq").fieldId()).isNotEqualTo(before.findField("aeseq").fieldId());
    assertThat(schema("d2", "base").findField("aeterm")).isNull();
    assertThat(study.query("SELECT aeseq FROM study.`d2`.base.ae ORDER BY 1"))
        .extracting(row -> row.getString(0))
        .containsExactly("1", "1a");
    assertThat(study.query("SELECT DISTINCT aeterm FROM study.`d1`.base.ae ORDER BY 1"))
        .extracting(row -> row.getString(0))
        .containsExactly("HEADACHE", "NAUSEA", "RASH");
  }

  @Test
  void aChangeThatIsConfiguredAsAnErrorStopsTheDelivery() {
    study.with("problems.severity.COLUMN_DROPPED", "error");
    Path changed =
        study.write(
            "d2",
            Map.of(
                "contents.csv",
                CONTENTS.replace("AE,AETERM,char\n", ""),
                "dm.csv",
                DM,
                "ae.csv",
                "USUBJID,AESEQ\n01-001,1\n01-002,1\n"));

    DeliveryRejected rejected = rejected(changed, "d2");

    assertThat(rejected).hasMessage("Cannot publish d2: 1 problem.");
    assertThat(rejected.problems())
        .filteredOn(problem -> problem.severity() == Severity.ERROR)
        .extracting(p -> p.code(), p -> p.column().orElse(""))
        .containsExactly(tuple(ProblemCode.COLUMN_DROPPED, "aeterm"));
  }

  private List<String> tables(String ref, String namespace) throws IOException {
    try (Study open = study.open();
        var catalog = open.catalog(java.util.Optional.empty())) {
      return catalog.listTables(Namespace.of(ref, namespace)).stream()
          .map(TableIdentifier::name)
          .sorted()
          .toList();
    }
  }

  private Schema schema(String ref, String namespace) throws IOException {
    try (Study open = study.open();
        var catalog = open.catalog(java.util.Optional.empty())) {
      return catalog.loadTable(TableIdentifier.of(Namespace.of(ref, namespace), "ae")).schema();
    }
  }
}
