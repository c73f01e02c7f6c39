package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four deliveries of {@code testdata/cdiscpilot01} in order, against its manifest. */
class PilotStudyTest {
  private static final List<String> DELIVERIES = List.of("d1", "d2", "d3", "d4");

  @TempDir private static Path folder;
  private static StudyFixture study;
  private static JsonNode manifest;

  @BeforeAll
  static void deliverAll() throws IOException {
    study = new StudyFixture(folder.resolve("one"));
    manifest = new ObjectMapper().readTree(StudyFixture.PILOT.resolve("manifest.json").toFile());
    DELIVERIES.forEach(study::deliverPilot);
  }

  @Test
  void everyTagHasTheRowsOfItsDelivery() {
    for (String delivery : DELIVERIES) {
      manifest
          .at("/deliveries/" + delivery + "/datasets")
          .properties()
          .forEach(
              dataset -> {
                long rows = dataset.getValue().get("rows").asLong();
                for (String namespace : List.of("raw", "base")) {
                  assertThat(
                          study.number(
                              "SELECT count(*) FROM study.`%s`.%s.%s"
                                  .formatted(delivery, namespace, dataset.getKey())))
                      .as("%s %s.%s", delivery, namespace, dataset.getKey())
                      .isEqualTo(rows);
                }
              });
    }
  }

  @Test
  void keyMapsHaveTheManifestsCountsDenseFromOne() {
    for (String delivery : DELIVERIES) {
      JsonNode counts = manifest.at("/deliveries/" + delivery + "/cumulative_distinct");
      Map<String, String> entities =
          Map.of("patient", "patients", "visit", "visits", "location", "locations");
      entities.forEach(
          (entity, name) -> {
            long expected = counts.at("/" + name + "/total").asLong();
            assertThat(expected).isPositive();
            Row row =
                study
                    .query(
                        "SELECT count(*), count(DISTINCT %1$s_key), min(%1$s_key), max(%1$s_key) FROM study.`%2$s`.keys.%1$s"
                            .formatted(entity, delivery))
                    .get(0);
            assertThat(List.of(row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3)))
                .as("%s at %s", entity, delivery)
                .containsExactly(expected, expected, 1L, expected);
          });
    }
  }

  @Test
  void aKeyIsTheSameInEverySnapshot() {
    for (String entity : List.of("patient", "visit", "location")) {
      Map<String, Long> before = new TreeMap<>();
      for (String delivery : DELIVERIES) {
        Map<String, Long> now = study.keyMap(delivery, entity);
        assertThat(now).containsAllEntriesOf(before);
        before = now;
      }
    }
  }

  @Test
  void theSameDeliveriesWithOtherPartitionsGiveTheSameKeys() {
    StudyFixture other =
        new StudyFixture(folder.resolve("two"))
            .with("spark.datasets-at-once", "1")
            .spark(
                () -> {
                  var session = io.studylake.testing.Sparks.newSession();
                  session.conf().set("spark.sql.shuffle.partitions", "13");
                  session.conf().set("spark.sql.adaptive.enabled", "false");
                  return session;
                });
    DELIVERIES.forEach(other::deliverPilot);
    for (String entity : List.of("patient", "visit", "location")) {
      assertThat(other.keyMap("main", entity)).isEqualTo(study.keyMap("main", entity));
    }
  }

  @Test
  void basesHoldTheirRawColumnsAndTheKeysOfTheMaps() {
    for (String dataset : List.of("ae", "vs", "lb")) {
      assertThat(
              study.number(
                  """
                  SELECT count(*) FROM study.main.base.%s b
                  LEFT JOIN study.main.keys.patient p ON p.patient_key = b.patient_key
                  WHERE p.patient IS NULL OR p.patient <> b.usubjid
                  """
                      .formatted(dataset)))
          .isZero();
    }
    assertThat(
            study.number(
                """
                SELECT count(*) FROM study.main.base.vs b
                LEFT JOIN study.main.keys.visit v ON v.visit_key = b.visit_key
                WHERE v.patient <> b.usubjid OR CAST(v.visit AS DOUBLE) <> b.visitnum
                """))
        .isZero();
  }

  @Test
  void twoSnapshotsJoinInOneQuery() {
    Row moved =
        study
            .query(
                """
                SELECT a.usubjid, a.siteid, b.siteid, a.location_key <> b.location_key
                FROM study.`d3`.base.dm a JOIN study.`d4`.base.dm b USING (patient_key)
                WHERE a.siteid <> b.siteid
                """)
            .get(0);
    assertThat(moved.toSeq().mkString(",")).isEqualTo("01-702-1082,702,701,true");
  }

  @Test
  void columnsFollowTheContentsWithTheirLabels() {
    assertThat(study.query("DESCRIBE study.`d4`.raw.dm").subList(0, 4).toString())
        .isEqualTo(
            "[[studyid,string,Study Identifier], [domain,string,Domain Abbreviation],"
                + " [usubjid,string,Unique Subject Identifier],"
                + " [dmdtc,string,Date/Time of Collection]]");
    assertThat(study.query("DESCRIBE study.`d4`.raw.dm").toString()).contains("[age,double,Age");
  }

  @Test
  void aLocationComesFromTheSubjectDatasetAndElseIsNullAndCounted() {
    JsonNode expected = manifest.at("/deliveries/d1/datasets");
    assertThat(expected.isMissingNode()).isFalse();
    assertThat(study.number("SELECT count(*) FROM study.`d1`.base.sv WHERE location_key IS NULL"))
        .isEqualTo(1);
    assertThat(
            study.number(
                "SELECT count(*) FROM study.`d1`.base.sv WHERE location_key IS NULL AND usubjid = '01-716-1298'"))
        .isEqualTo(1);
  }

  @Test
  void metaTellsOfEveryDeliveryDatasetAndColumn() {
    assertThat(study.number("SELECT count(*) FROM study.main.meta.deliveries WHERE passed"))
        .isEqualTo(4);
    assertThat(study.number("SELECT count(*) FROM study.main.meta.datasets")).isEqualTo(22);
    assertThat(
            study.query(
                "SELECT DISTINCT length FROM study.main.meta.columns WHERE dataset='ae' AND column='aeterm' ORDER BY 1"))
        .extracting(row -> row.getInt(0))
        .containsExactly(200, 300);
  }
}
