package io.studylake.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.compare.RowDifference;
import io.studylake.compare.SnapshotComparison;
import io.studylake.compare.TableDifference;
import io.studylake.jobs.ShellLake;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.version.CommitId;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.local.LocalVersionStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplorerTest {
  @TempDir private static Path folder;
  private static SparkSession spark;
  private SparkSession session;
  private Explorer explorer;

  @BeforeAll
  static void deliverTwice() {
    ShellLake.deliver(folder, "d1", "d2");
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @BeforeEach
  void open() {
    session = spark.newSession();
    explorer = Explorer.open(session, "pilot", Map.of("studylake.local.path", folder.toString()));
  }

  @AfterEach
  void close() {
    explorer.close();
  }

  @Test
  void tablesAreThoseOfTheRef() {
    assertThat(explorer.tables("d1").toString())
        .isEqualTo(
            """
            dataset  rows  columns  changed by  label
            ae         64       12  d1          Adverse Events
            dm         29       15  d1          Demographics
            sv        255        7  d1          Subject Visits
            vs        995       14  d1          Vital Signs
            """);
    assertThat(explorer.tables().toString()).contains("vs       1,744");
  }

  @Test
  void factsAreADataFrameToo() {
    assertThat(explorer.tables("d1").toDF().where("rows > 100").select("dataset").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("sv", "vs");
  }

  @Test
  void aSnapshotGivesItsTables() {
    PinnedSnapshot d1 = explorer.at("d1");

    assertThat(d1.table("DM").count()).isEqualTo(29);
    assertThat(List.of(d1.base("ae").columns())).startsWith("patient_key");
    assertThat(List.of(d1.raw("ae").columns())).contains("_line").doesNotContain("patient_key");
    assertThat(d1.keys("patient").count()).isEqualTo(30);
    assertThat(d1.meta("deliveries").count()).isEqualTo(1);
    assertThat(d1.table("keys.visit").count()).isEqualTo(255);
    assertThat(d1.toString()).startsWith("d1, commit " + d1.commit() + "\ndataset ");
  }

  @Test
  void sqlReadsTheSameSession() {
    List<Row> counts =
        explorer
            .sql(
                "SELECT count(old.usubjid), count(*) FROM study.d2.base.dm new"
                    + " LEFT JOIN study.d1.base.dm old USING (patient_key)")
            .collectAsList();

    assertThat(counts.get(0).getLong(0)).isEqualTo(29);
    assertThat(counts.get(0).getLong(1)).isEqualTo(47);
    assertThat(explorer.pins().toString()).contains("d1 ", "d2 ", "main");
  }

  @Test
  void aRefThatDoesNotExistIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> explorer.at("d9"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageEndingWith("no branch, tag or full commit id. The nearest is 'd1'.");
  }

  @Test
  void aTableThatDoesNotExistIsAnsweredWithTheNearest() {
    PinnedSnapshot d1 = explorer.at("d1");

    assertThatThrownBy(() -> d1.base("dmm"))
        .hasMessage("Cannot read base.dmm at d1: there is no dataset dmm. Did you mean dm?");
    assertThatThrownBy(() -> d1.keys("patients"))
        .hasMessage(
            "Cannot read keys.patients at d1: there is no entity patients. Did you mean patient?");
    assertThatThrownBy(() -> d1.table("bse.dm"))
        .hasMessage(
            "Cannot read bse.dm at d1: there is no namespace bse. There are base, keys, meta, quarantine, raw.");
  }

  @Test
  void whatDiffersIsWhatDiffCounts() {
    try (Study study = ShellLake.open(folder)) {
      List<TableDifference> counted =
          SnapshotComparison.ofRows(study, Progress.SILENT)
              .of(study.store().require("d1"), study.store().require("d2"))
              .tables();

      List<Row> compared = explorer.compare("d1", "d2").toDF().collectAsList();

      assertThat(compared)
          .extracting(row -> row.getAs("table"))
          .contains("raw.dm", "base.dm")
          .isEqualTo(counted.stream().map(TableDifference::name).toList());
      for (int i = 0; i < counted.size(); i++) {
        RowDifference.Counted rows = (RowDifference.Counted) counted.get(i).rows();
        assertThat(compared.get(i).<Long>getAs("added")).isEqualTo(rows.added());
        assertThat(compared.get(i).<Long>getAs("removed")).isEqualTo(rows.removed());
        assertThat(compared.get(i).<String>getAs("change")).isEqualTo("changed");

        Dataset<Row> themselves = explorer.compare("d1", "d2", counted.get(i).name());

        assertThat(themselves.columns()).startsWith("_change").doesNotContain("_line");
        assertThat(themselves.where("_change = 'added'").count()).isEqualTo(rows.added());
        assertThat(themselves.where("_change = 'removed'").count()).isEqualTo(rows.removed());
      }
    }
  }

  @Test
  void theRowsThatDifferAreThoseThatExceptAllGives() {
    Dataset<Row> before = explorer.at("d1").base("dm").drop("_line");
    Dataset<Row> after = explorer.at("d2").base("dm").drop("_line");

    Dataset<Row> rows = explorer.compare("d1", "d2", "DM");

    assertThat(rows.where("_change = 'added'").drop("_change").collectAsList())
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(after.exceptAll(before).collectAsList());
    assertThat(rows.where("_change = 'removed'").drop("_change").collectAsList())
        .containsExactlyInAnyOrderElementsOf(before.exceptAll(after).collectAsList());
    assertThat(explorer.compare("d2", "d1", "dm").where("_change = 'removed'").count())
        .isEqualTo(rows.where("_change = 'added'").count());
  }

  @Test
  void aTableThatOneRefAloneHasIsAllAddedOrAllRemoved() {
    String first = explorer.log().toDF().collectAsList().get(2).getAs("commit");
    String empty;
    try (var store = LocalVersionStore.open(folder, "pilot");
        var log = store.log(store.require("main"))) {
      empty =
          log.map(commit -> commit.id().value())
              .filter(id -> id.startsWith(first))
              .findFirst()
              .orElseThrow();
    }

    assertThat(explorer.compare(empty, "d1").toDF().where("table = 'base.dm'").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[base.dm,added,29,0,null,null]");
    assertThat(explorer.compare(empty, "d1", "dm").groupBy("_change").count().collectAsList())
        .extracting(Row::toString)
        .containsExactly("[added,29]");
    assertThat(explorer.compare("d1", empty, "dm").groupBy("_change").count().collectAsList())
        .extracting(Row::toString)
        .containsExactly("[removed,29]");
  }

  @Test
  void aSnapshotDoesNotDifferFromItself() {
    assertThat(explorer.compare("d1", "d1").size()).isZero();
    assertThat(explorer.compare("d1", "d1", "raw.vs").count()).isZero();
  }

  @Test
  void whatCannotBeComparedIsAnsweredWithTheNearest() {
    assertThatThrownBy(() -> explorer.compare("d1", "d9"))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageContaining("no branch, tag or full commit id. The nearest is 'd");
    assertThatThrownBy(() -> explorer.compare("d1", "d2", "dmm"))
        .hasMessage("Cannot read base.dmm at d2: there is no dataset dmm. Did you mean dm?");
  }

  @Test
  void theLogTellsDeliveriesNewestFirst() {
    assertThat(explorer.log().toDF().select("delivery", "rows").collectAsList())
        .extracting(Row::toString)
        .containsExactly("[d2,2418]", "[d1,1343]", "[null,null]");
  }

  @Test
  void aBranchIsReadAtOneCommitUntilRefresh() {
    try (var store = LocalVersionStore.open(folder, "pilot")) {
      CommitId d1 = store.require("d1");
      CommitId d2 = store.require("d2");
      store.createBranch("moving", d1);
      PinnedSnapshot before = explorer.at("moving");

      store.dropBranch("moving");
      store.createBranch("moving", d2);

      assertThat(explorer.at("moving").base("dm").count()).isEqualTo(29);
      assertThat(session.table("study.moving.base.dm").count()).isEqualTo(29);
      assertThat(explorer.refresh().toString())
          .containsPattern("moving +%s +%s".formatted(d1.abbreviated(), d2.abbreviated()))
          .containsPattern("main +%s +the same".formatted(d2.abbreviated()));
      assertThat(explorer.at("moving").base("dm").count()).isEqualTo(47);
      assertThat(session.table("study.moving.base.dm").count()).isEqualTo(47);
      assertThat(before.base("dm").count()).isEqualTo(29);

      store.dropBranch("moving");

      assertThat(explorer.refresh().toString()).containsPattern("moving +\\S+ +is gone");
      assertThat(explorer.pins().toString()).doesNotContain("moving");
    }
  }

  @Test
  void aStudyThatDoesNotExistIsRefused() {
    SparkSession other = spark.newSession();

    assertThatThrownBy(
            () -> Explorer.open(other, "pilto", Map.of("studylake.local.path", folder.toString())))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageContaining("pilto");
  }

  @Test
  void aSessionThatShellDidNotStartIsToldSo() {
    assertThatThrownBy(() -> ShellSettings.of(Map.of()))
        .hasMessage(
            "Cannot tell the study: STUDYLAKE_SHELL is not set. Start the session by studylake"
                + " shell, or open a study by Explorer.open.");
  }

  @Test
  void whatShellTellsASessionArrivesAndIsNotPrinted() {
    ShellSettings told =
        new ShellSettings(
            "pilot", "/etc/it's.conf", Map.of("studylake.s3.secret-access-key", "x=\n\"y\""));

    assertThat(ShellSettings.of(told.environment())).isEqualTo(told);
    assertThat(told.toString()).contains("studylake.s3.secret-access-key").doesNotContain("x=");
  }
}
