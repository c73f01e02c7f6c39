package io.studylake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.testing.Sparks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.spark.Spark3Util;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkRefCatalogTest {
  private static final String BRANCH = "d-1";

  @TempDir private Path folder;
  private TestLake lake;
  private SparkSession spark;

  @BeforeEach
  void openLake() {
    lake = new TestLake(folder);
    lake.branch(BRANCH);
    spark = session(BRANCH);
    spark.sql("CREATE NAMESPACE study.`d-1`.raw");
  }

  @AfterEach
  void closeLake() {
    lake.close();
  }

  @Test
  void tablesAreCreatedOnTheWorkBranchBySqlAndByTheWriter() throws Exception {
    spark.sql("CREATE TABLE study.`d-1`.raw.DM (usubjid string, age double) USING iceberg");
    spark.sql("INSERT INTO study.`d-1`.raw.dm VALUES ('1', 50), ('2', 61)");
    spark.table("study.`d-1`.raw.dm").writeTo("study.`d-1`.raw.copy").create();
    spark.sql("CREATE TABLE study.`d-1`.raw.old AS SELECT usubjid FROM study.`d-1`.raw.dm");

    assertThat(count(spark, "study.`d-1`.raw.copy")).isEqualTo(2);
    assertThat(values(spark, "SELECT age FROM study.`d-1`.raw.copy WHERE usubjid = '2'"))
        .containsExactly(61.0);
    assertThat(values(spark, "SHOW TABLES IN study.`d-1`.raw", "tableName"))
        .containsExactly("copy", "dm", "old");
    assertThat(values(spark, "SHOW NAMESPACES IN study")).containsExactly("`d-1`", "main");
    try (Stream<Path> files = Files.walk(folder.resolve("warehouse"))) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".crc"));
    }
  }

  @Test
  void oneQueryReadsTwoRefs() {
    create("dm", "SELECT '1' usubjid, 50d age");
    lake.publish(BRANCH);
    SparkSession writer = session(BRANCH);
    writer.sql("INSERT INTO study.`d-1`.raw.dm VALUES ('2', 61)");

    assertThat(
            values(
                writer,
                "SELECT n.usubjid FROM study.`d-1`.raw.dm n"
                    + " LEFT ANTI JOIN study.main.raw.dm o ON n.usubjid = o.usubjid"))
        .containsExactly("2");
  }

  @Test
  void metadataTablesAreRead() {
    create("dm", "SELECT '1' usubjid, 50d age");
    spark.sql("INSERT INTO study.`d-1`.raw.dm VALUES ('2', 61)");

    assertThat(count(spark, "study.`d-1`.raw.dm.snapshots")).isEqualTo(2);
    assertThat(values(spark, "SELECT sum(record_count) FROM study.`d-1`.raw.dm.files"))
        .containsExactly(2L);
    assertThat(spark.sql("DELETE FROM study.`d-1`.raw.dm WHERE usubjid = '1'")).isNotNull();
    assertThat(count(spark, "study.`d-1`.raw.dm")).isEqualTo(1);
  }

  @Test
  void aTableIsDroppedButNeverPurged() {
    create("dm", "SELECT '1' usubjid, 50d age");

    assertThatThrownBy(() -> spark.sql("DROP TABLE study.`d-1`.raw.dm PURGE"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Cannot purge table: GC is disabled");
    assertThat(count(spark, "study.`d-1`.raw.dm")).isEqualTo(1);

    spark.sql("DROP TABLE study.`d-1`.raw.dm");
    assertThat(spark.catalog().tableExists("study.`d-1`.raw.dm")).isFalse();
  }

  @Test
  void otherRefsTakeNoWrites() {
    create("dm", "SELECT '1' usubjid, 50d age");
    lake.publish(BRANCH);
    SparkSession writer = session(BRANCH);

    for (String write :
        List.of(
            "INSERT INTO study.main.raw.dm VALUES ('2', 61)",
            "CREATE TABLE study.main.raw.ae (aeterm string) USING iceberg",
            "ALTER TABLE study.main.raw.dm ADD COLUMN sex string",
            "DROP TABLE study.main.raw.dm",
            "CREATE NAMESPACE study.main.base")) {
      assertThatThrownBy(() -> writer.sql(write))
          .as(write)
          .hasStackTraceContaining(
              "Cannot write to ref main: this catalog writes to branch d-1 alone.");
    }
    assertThat(count(writer, "study.main.raw.dm")).isEqualTo(1);
  }

  @Test
  void aCommandOfAReaderNeverMixesTwoSnapshots() throws Exception {
    createSequence(0);
    lake.publish(BRANCH);
    SparkSession reader = session("");
    reader.sql("SHOW NAMESPACES IN study");
    RefCatalog pinned = (RefCatalog) Spark3Util.loadIcebergCatalog(reader, "study");
    ExecutorService publisher = Executors.newSingleThreadExecutor();
    try {
      Future<?> publishing = publisher.submit(() -> publishDeliveries(8));
      int distinct = 0;
      long last = -1;
      while (!publishing.isDone() || distinct == 0) {
        pinned.refresh();
        Row row =
            reader
                .sql("SELECT d.n, a.n FROM study.main.raw.dm d CROSS JOIN study.main.raw.ae a")
                .collectAsList()
                .get(0);
        assertThat(row.getLong(0)).isEqualTo(row.getLong(1));
        distinct += row.getLong(0) == last ? 0 : 1;
        last = row.getLong(0);
      }
      publishing.get();
      assertThat(distinct).as("snapshots seen while publishing").isGreaterThan(2);
    } finally {
      publisher.shutdownNow();
    }
  }

  private void createSequence(long n) {
    for (String table : List.of("dm", "ae")) {
      create(table, "SELECT " + n + "L n");
    }
  }

  private void publishDeliveries(int count) {
    for (int n = 1; n <= count; n++) {
      for (String table : List.of("dm", "ae")) {
        spark.sql("INSERT OVERWRITE study.`d-1`.raw." + table + " SELECT " + n + "L");
      }
      lake.publish(BRANCH);
    }
  }

  private SparkSession session(String branch) {
    SparkSession session = Sparks.newSession();
    String catalog = "spark.sql.catalog.study";
    session.conf().set(catalog, "org.apache.iceberg.spark.SparkCatalog");
    Map.of(
            "catalog-impl", RefCatalog.class.getName(),
            "uri", lake.store().uri(),
            "warehouse", lake.warehouse(),
            "study", TestLake.STUDY,
            "store", "local",
            "local.path", folder.toString(),
            "cache-enabled", "false")
        .forEach((key, value) -> session.conf().set(catalog + "." + key, value));
    if (!branch.isEmpty()) {
      session.conf().set(catalog + ".work-branch", branch);
    }
    return session;
  }

  private void create(String table, String query) {
    spark.sql("CREATE TABLE study.`d-1`.raw." + table + " USING iceberg AS " + query);
  }

  private static long count(SparkSession session, String table) {
    return session.table(table).count();
  }

  private static List<Object> values(SparkSession session, String query) {
    return session.sql(query).collectAsList().stream().map(row -> row.get(0)).toList();
  }

  private static List<Object> values(SparkSession session, String query, String column) {
    return session.sql(query).select(column).collectAsList().stream()
        .map(row -> row.get(0))
        .toList();
  }
}
