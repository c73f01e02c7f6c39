package io.studylake.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.ResolvingFileIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catalogs that an engine starts by name and properties. */
class CatalogSettingsTest {
  @TempDir private Path folder;
  private TestLake lake;

  @BeforeEach
  void openLake() {
    lake = new TestLake(folder);
    lake.branch("work");
  }

  @AfterEach
  void closeLake() {
    lake.close();
  }

  @Test
  void aCatalogIsStartedFromItsProperties() throws Exception {
    Catalog catalog = start(Map.of("work-branch", "work"));
    RefCatalog refs = (RefCatalog) catalog;
    refs.createNamespace(Namespace.of("work", "raw"));
    Table table = catalog.createTable(TestLake.table("work", "raw", "dm"), TestLake.SCHEMA);

    assertThat(catalog.name()).isEqualTo("study");
    assertThat(table.io()).isInstanceOf(LocalFileIO.class);
    assertThat(lake.writer("work").tables("work")).hasSize(1);
    refs.close();
  }

  @Test
  void aWarehouseByItsPathBecomesAUri() {
    RefCatalog refs =
        (RefCatalog)
            start(Map.of("work-branch", "work", "warehouse", folder.resolve("w/x/..") + "/"));
    refs.createNamespace(Namespace.of("work", "raw"));
    Table table = refs.createTable(TestLake.table("work", "raw", "dm"), TestLake.SCHEMA);
    assertThat(table.location()).startsWith("file://" + folder.resolve("w") + "/pilot/raw/dm-");
  }

  @Test
  void objectStoresAreLeftToHadoopOrToTheFileIoThatIsNamed() {
    CatalogSettings onS3 =
        new CatalogSettings("study", "pilot", "s3a://bucket/w", Optional.empty(), Map.of());
    try (FileIO io =
        new CatalogParts(lake.store(), onS3, new Configuration(false), TestLake.QUICK).io) {
      assertThat(io).isInstanceOf(HadoopFileIO.class);
    }

    CatalogSettings named =
        new CatalogSettings(
            "study",
            "pilot",
            lake.warehouse(),
            Optional.empty(),
            Map.of("io-impl", ResolvingFileIO.class.getName()));
    try (FileIO io = new CatalogParts(lake.store(), named, null, TestLake.QUICK).io) {
      assertThat(io).isInstanceOf(ResolvingFileIO.class);
    }
  }

  @Test
  void aMissingPropertyIsNamedWithItsMeaning() {
    for (String key : List.of("uri", "study", "warehouse", "store", "local.path")) {
      Map<String, String> properties = properties();
      properties.remove(key);
      assertThatThrownBy(() -> load(properties))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "Cannot start catalog study: property %s is missing. Set it to the ".formatted(key))
          .hasMessageEndingWith("; in Spark it is spark.sql.catalog.study.%s.".formatted(key));
    }
  }

  @Test
  void aCacheByNameIsRefused() {
    Map<String, String> properties = properties();
    properties.remove("cache-enabled");
    assertThatThrownBy(() -> load(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot start catalog study: property cache-enabled is not false. A cache by name would"
                + " show old tables after a refresh; in Spark set"
                + " spark.sql.catalog.study.cache-enabled=false.");
  }

  @Test
  void whatCannotBeOpenedIsNamed() {
    assertThatThrownBy(() -> start(Map.of("store", "ftp")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot start catalog study: there is no store 'ftp'. Set property store to local or lakefs.");
    assertThatThrownBy(() -> start(Map.of("study", "Pilot")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'Pilot' cannot name a study");
    assertThatThrownBy(() -> start(Map.of("study", "other")))
        .isInstanceOf(RefNotFoundException.class)
        .hasMessageContaining("other");
    assertThatThrownBy(() -> start(Map.of("work-branch", VersionStore.MAIN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot use main as work branch");
  }

  private Catalog start(Map<String, String> more) {
    Map<String, String> properties = properties();
    properties.putAll(more);
    return load(properties);
  }

  private static Catalog load(Map<String, String> properties) {
    return CatalogUtil.loadCatalog(RefCatalog.class.getName(), "study", properties, null);
  }

  @Test
  void whatTheStoreIsToldIsNotToldToTheFileIo() {
    CatalogSettings told =
        new CatalogSettings(
            "study",
            "pilot",
            lake.warehouse(),
            Optional.empty(),
            Map.of("lakefs.secret-access-key", "not for executors", "s3.region", "eu-central-1"));
    try (FileIO io = new CatalogParts(lake.store(), told, null, TestLake.QUICK).io) {
      assertThat(io.properties()).containsExactly(Map.entry("s3.region", "eu-central-1"));
    }
  }

  @Test
  void settingsThatArePrintedHoldNoSecret() {
    CatalogSettings told =
        new CatalogSettings(
            "study",
            "pilot",
            "s3a://bucket/w",
            Optional.empty(),
            Map.of("lakefs.secret-access-key", "not for the log", "store", "lakefs"));

    assertThat(told)
        .hasToString(
            "CatalogSettings[name=study, study=pilot, warehouse=s3a://bucket/w,"
                + " workBranch=Optional.empty, properties=[lakefs.secret-access-key, store]]");
    assertThat(told.properties()).containsEntry("lakefs.secret-access-key", "not for the log");
  }

  private Map<String, String> properties() {
    return new HashMap<>(
        Map.of(
            "uri",
            lake.store().uri(),
            "study",
            TestLake.STUDY,
            "warehouse",
            lake.warehouse(),
            "store",
            "local",
            "local.path",
            folder.toString(),
            "cache-enabled",
            "false"));
  }
}
