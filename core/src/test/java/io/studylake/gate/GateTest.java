package io.studylake.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.studylake.base.BaseTable;
import io.studylake.base.Members;
import io.studylake.change.Drift;
import io.studylake.compare.RowDifference;
import io.studylake.config.Configuration;
import io.studylake.ingest.RawTable;
import io.studylake.lake.ColumnFacts;
import io.studylake.lake.SchemaChange;
import io.studylake.lake.SnapshotFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;

/** What each rule of the gate stops and warns of, with the settings that it has by default. */
class GateTest {
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, SnapshotFacts> parent = new TreeMap<>();
  private final Map<String, ColumnFacts> parentColumns = new TreeMap<>();
  private final Map<String, ColumnFacts> columns = new TreeMap<>();
  private final List<RawTable> raw = new ArrayList<>();
  private final List<BaseTable> base = new ArrayList<>();
  private final List<Drift> drift = new ArrayList<>();
  private final Map<String, RowDifference> rows = new TreeMap<>();
  private final Map<String, Set<Long>> before = new HashMap<>();
  private final Map<String, Set<Long>> now = new HashMap<>();
  private OptionalLong withoutSubject = OptionalLong.empty();
  private boolean sameDelivery;

  private GateTest before(String dataset, long rows) {
    parent.put(dataset, new SnapshotFacts(rows, "", "d1", 0));
    return this;
  }

  private GateTest now(String dataset, long rows, SchemaChange... changes) {
    return now(dataset, rows, 0, changes);
  }

  private GateTest now(String dataset, long rows, long setAside, SchemaChange... changes) {
    raw.add(
        new RawTable(
            dataset,
            List.of("usubjid", "aeterm"),
            rows,
            setAside,
            0,
            "",
            true,
            Map.of(),
            List.of(changes)));
    return this;
  }

  private static Set<Long> keys(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().collect(Collectors.toSet());
  }

  private static ColumnFacts facts(long rows, Map<String, ColumnFacts.Column> columns) {
    return new ColumnFacts(rows, columns);
  }

  private static ColumnFacts.Column column(Type type, long nulls, Object least, Object greatest) {
    return new ColumnFacts.Column(
        type, OptionalLong.of(nulls), Optional.ofNullable(least), Optional.ofNullable(greatest));
  }

  private static ColumnFacts.Column text(Object least, Object greatest) {
    return column(Types.StringType.get(), 0, least, greatest);
  }

  private GateTest compared(String dataset, long before, long added, long removed) {
    rows.put(dataset, new RowDifference.Counted(before, before + added - removed, added, removed));
    return this;
  }

  private Verdict verdict() {
    Gate gate = Gate.of(Configuration.load(Optional.empty(), Map.of(), settings).gate());
    Map<String, String> roles = Map.of("patient", "usubjid", "visit", "visitnum");
    return gate.judge(
        new Evidence(
            new Evidence.Parent("d1", sameDelivery, parent, parentColumns),
            new Evidence.Delivered(
                Instant.parse("2014-12-01T00:00:00Z"), raw, columns, rows, roles, drift),
            new Evidence.Keyed(
                base.isEmpty()
                    ? raw.stream()
                        .map(table -> new BaseTable(table.dataset(), table.rows(), true, Map.of()))
                        .toList()
                    : base,
                new Members(before, now),
                List.of(),
                withoutSubject)));
  }

  private List<String> found() {
    return verdict().findings().stream().map(f -> f.level() + " " + f.rule()).toList();
  }

  private String message() {
    return verdict().findings().get(0).message();
  }

  @Test
  void theFirstDeliveryHasNoParentToBeJudgedAgainst() {
    now("ae", 10);
    columns.put("dm", facts(10, Map.of("arm", text("A", "B"), "studyid", text("S", "S"))));

    assertThat(found()).isEmpty();
  }

  @Test
  void aDatasetThatIsMissingOrEmptyNowStops() {
    before("ae", 10).before("dm", 5).before("lb", 0).now("ae", 0).now("lb", 0);

    assertThat(found()).containsExactly("STOP dataset-missing", "STOP dataset-missing");
  }

  @Test
  void moreThanAQuarterOfTheRowsChangedWarnsWhereTheParentHadAHundred() {
    compared("ae", 400, 101, 101).compared("lb", 400, 100, 100).compared("vs", 400, 300, 0);
    compared("ds", 400, 150, 101).compared("cm", 99, 90, 90);
    rows.put("qs", new RowDifference.NotCounted(400, 400, "they would have to be read"));

    assertThat(found()).containsExactly("WARN rows-changed", "WARN rows-changed");
    assertThat(message())
        .isEqualTo(
            "dataset AE has 101 of the 400 rows of snapshot d1 no more and 101 others instead: up to 25.3 % changed. Ask the sponsor what was corrected.");
  }

  @Test
  void changedRowsStopWhereThatIsWanted() {
    settings.put("studylake.gate.datasets.ae.rows-changed.level", "stop");
    settings.put("studylake.gate.datasets.ae.rows-changed.stop.share", "0.5");
    compared("ae", 400, 201, 250).compared("lb", 400, 400, 400);

    assertThat(found()).containsExactly("STOP rows-changed", "WARN rows-changed");
  }

  @Test
  void moreThanATenthOfTheRowsDeletedStopsMoreThanAHundredthWarns() {
    before("ae", 1000).before("lb", 1000).before("vs", 1000).before("dm", 99);
    now("ae", 899).now("lb", 900).now("vs", 990).now("dm", 50);

    assertThat(found()).containsExactly("STOP rows-deleted", "WARN rows-deleted");
    assertThat(message())
        .isEqualTo(
            "dataset AE has 899 records, snapshot d1 had 1,000: 101 fewer, 10.1 % (at most 100 may"
                + " go). Ask the sponsor which were deleted and why. If all is right, add --accept"
                + " rows-deleted --reason \"...\", or set"
                + " studylake.gate.datasets.ae.rows-deleted.stop.share.");
  }

  @Test
  void recordsThatAreSetAsideAreNotDeleted() {
    before("ae", 1000).now("ae", 700, 300);

    assertThat(found()).isEmpty();
  }

  @Test
  void aDatasetHasItsOwnLimit() {
    settings.put("studylake.gate.datasets.AE.rows-deleted.stop.share", "0.5");
    before("ae", 1000).before("lb", 1000).now("ae", 600).now("lb", 600);

    assertThat(found()).containsExactly("STOP rows-deleted", "WARN rows-deleted");
    assertThat(message()).startsWith("dataset LB ");
  }

  @Test
  void moreThanThreePatientsAndMoreThanAHundredthGoneStop() {
    before.put("patient", keys(1, 400));
    now.put("patient", keys(5, 400));
    assertThat(found()).containsExactly("WARN patients-gone");

    now.put("patient", keys(6, 400));
    assertThat(found()).containsExactly("STOP patients-gone");
  }

  @Test
  void moreThanOneSiteAndMoreThanATenthGoneStop() {
    before.put("location", keys(1, 17));
    now.put("location", keys(2, 17));
    assertThat(found()).containsExactly("WARN sites-gone");

    now.put("location", keys(3, 17));
    assertThat(found()).containsExactly("STOP sites-gone");
    assertThat(message())
        .startsWith(
            "2 of the 17 sites of snapshot d1 are in no dataset of this delivery (at most 1 may"
                + " go). Ask the sponsor whether they were closed, renumbered or left out.");
  }

  @Test
  void aKeyColumnThatIsGoneStopsAndAnotherWarns() {
    before("ae", 10)
        .now(
            "ae",
            10,
            new SchemaChange("visitnum", SchemaChange.Kind.DROPPED, "double", ""),
            new SchemaChange("aesev", SchemaChange.Kind.DROPPED, "string", ""),
            new SchemaChange("aeser", SchemaChange.Kind.DROPPED, "string", ""));

    assertThat(found()).containsExactly("STOP key-column-missing", "WARN column-gone");
    assertThat(verdict().findings())
        .extracting(Finding::message)
        .element(1)
        .isEqualTo(
            "dataset AE has 2 columns of snapshot d1 no more: AESER, AESEV. Ask the sponsor whether"
                + " that is meant.");
  }

  @Test
  void anotherTypeStopsAnotherFormatOrLengthWarns() {
    before("ae", 10).now("ae", 10);
    drift.add(new Drift("ae", "aeseq", "type", "num, read as double", "char, read as string"));
    drift.add(new Drift("ae", "aeseq", "format", "", "8."));
    drift.add(new Drift("ae", "aeterm", "length", "200", "300"));
    drift.add(new Drift("ae", "aesev", "length", "8", ""));
    drift.add(new Drift("ae", "aesev", "label", "Severity", "Intensity"));

    assertThat(found())
        .containsExactly("STOP column-type-changed", "WARN format-changed", "WARN length-changed");
    assertThat(verdict().findings().get(2).message())
        .startsWith(
            "dataset AE has 1 column with another length than in snapshot d1: AETERM 300, was"
                + " 200.");
  }

  @Test
  void moreThanAHundredthOfTheRowsWithoutAPatientStops() {
    now("ae", 1000);
    base.add(new BaseTable("ae", 1000, true, Map.of("patient", 10L)));
    assertThat(found()).containsExactly("WARN patient-key-null");

    base.set(0, new BaseTable("ae", 1000, true, Map.of("patient", 11L)));
    assertThat(found()).containsExactly("STOP patient-key-null");
    assertThat(message())
        .startsWith(
            "11 rows of dataset AE, 1.1 %, have no USUBJID and so no patient key (at most 10 may).");
  }

  @Test
  void moreThanATwentiethOfThePatientsWithoutASubjectRowStops() {
    now.put("patient", keys(1, 100));
    withoutSubject = OptionalLong.of(5);
    assertThat(found()).containsExactly("WARN no-subject-row");

    withoutSubject = OptionalLong.of(6);
    assertThat(found()).containsExactly("STOP no-subject-row");

    withoutSubject = OptionalLong.empty();
    assertThat(found()).isEmpty();
  }

  @Test
  void anotherStudyIdStopsAlsoInADatasetThatIsNew() {
    before("ae", 10);
    parentColumns.put("ae", facts(10, Map.of("studyid", text("CDISCPILOT01", "CDISCPILOT01"))));
    now("ae", 10).now("lb", 5);
    columns.put("ae", facts(10, Map.of("studyid", text("CDISCPILOT01", "CDISCPILOT01"))));
    columns.put("lb", facts(5, Map.of("studyid", text("CDISCPILOT02", "CDISCPILOT02"))));

    assertThat(found()).containsExactly("STOP study-id-changed");
    assertThat(message())
        .startsWith(
            "dataset LB has STUDYID 'CDISCPILOT02', snapshot d1 has 'CDISCPILOT01'. Ask the sponsor");
  }

  @Test
  void aGreatestDateBeforeTheParentsStopsAndTheSameOneWarns() {
    before("ae", 10).now("ae", 10);
    parentColumns.put("ae", dates("2014-03-30", "2014-07-29"));

    columns.put("ae", dates("2014-03-30", "2014-07-28"));
    assertThat(found()).containsExactly("STOP older-than-parent");
    assertThat(message())
        .startsWith(
            "the greatest date is 2014-07-28 in AE.AEENDT, snapshot d1 has 2014-07-29 in"
                + " AE.AEENDT.");

    columns.put("ae", dates("2014-03-30", "2014-07-29"));
    assertThat(found()).containsExactly("WARN same-greatest-date");

    columns.put("ae", dates("2014-03-30", "2014-07-30"));
    assertThat(found()).isEmpty();
  }

  @Test
  void aRevisionOfTheSameDeliveryMayBeOfTheSameDay() {
    sameDelivery = true;
    before("ae", 10).now("ae", 10);
    parentColumns.put("ae", dates("2014-03-30", "2014-07-29"));
    columns.put("ae", dates("2014-03-30", "2014-07-29"));

    assertThat(found()).isEmpty();
  }

  @Test
  void aColumnThatTellsNoDateAnyMoreMakesNoDeliveryOlder() {
    before("ae", 10).now("ae", 10);
    parentColumns.put("ae", dates("2014-08-01", "2014-07-29"));
    columns.put("ae", dates("UNKNOWN", "2014-07-30"));

    assertThat(found()).isEmpty();
  }

  private static ColumnFacts dates(String start, String end) {
    return facts(
        10,
        Map.of(
            "aestdtc",
            text("2013-01-01", start),
            "aeendt",
            column(Types.DateType.get(), 0, null, (int) LocalDate.parse(end).toEpochDay())));
  }

  @Test
  void aTreatmentThatAppearsOrFillsStopsUnlessTheStudyIsUnblinded() {
    before("dm", 10).now("dm", 10);
    parentColumns.put(
        "dm", facts(10, Map.of("arm", column(Types.StringType.get(), 10, null, null))));
    columns.put(
        "dm",
        facts(
            10,
            Map.of(
                "arm", text("A", "B"),
                "trt01p", text("A", "B"),
                "actarmcd", column(Types.StringType.get(), 10, null, null),
                "armour", text("A", "B"),
                "extrt", text("A", "B"))));

    assertThat(found()).containsExactly("STOP treatment-appeared");
    assertThat(message())
        .startsWith(
            "3 columns tell treatments and had no values in snapshot d1: DM.ARM, DM.ARMOUR,"
                + " DM.TRT01P. Ask the sponsor whether the study is unblinded;")
        .endsWith("or set studylake.gate.unblinded = true.");

    settings.put("studylake.gate.unblinded", "true");
    assertThat(found()).isEmpty();
  }

  @Test
  void aTreatmentThatTheParentTellsIsNoNews() {
    before("dm", 10).now("dm", 10).now("adsl", 10);
    parentColumns.put("dm", facts(10, Map.of("arm", text("A", "B"))));
    columns.put("adsl", facts(10, Map.of("arm", text("A", "B"))));

    assertThat(found()).isEmpty();
  }

  @Test
  void aRuleThatOnlyWarnsOrIsOffStopsNothing() {
    settings.put("studylake.gate.rules.patients-gone.level", "warn");
    settings.put("studylake.gate.rules.dataset-missing.level", "off");
    before.put("patient", keys(1, 100));
    before("ae", 10);

    assertThat(found()).containsExactly("WARN patients-gone");
    assertThat(message()).doesNotContain("--accept");
  }
}
