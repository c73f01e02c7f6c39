package io.studylake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.config.KeysConfig.Preset;
import io.studylake.config.ProblemsConfig.Policy;
import io.studylake.config.RuleConfig.Limit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  @TempDir private Path folder;

  private static Configuration with(String key, String value) {
    return Configuration.load(Optional.empty(), Map.of(), Map.of("studylake." + key, value));
  }

  private static Configuration defaults() {
    return Configuration.load(Optional.empty(), Map.of(), Map.of());
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("studylake.conf"), text);
  }

  @Test
  void withoutConfigurationEveryKeyHasItsDefault() {
    Path lake = Path.of("lake").toAbsolutePath();

    assertThat(defaults())
        .isEqualTo(
            new Configuration(
                new LakeConfig(
                    "local",
                    lake,
                    URI.create(lake.toUri() + "/warehouse"),
                    Map.of(),
                    new HadoopConfig(
                        Map.ofEntries(
                            Map.entry("fs.s3a.performance.flags", "create"),
                            Map.entry("fs.s3a.attempts.maximum", "3"),
                            Map.entry("fs.s3a.retry.limit", "3"),
                            Map.entry("fs.s3a.retry.interval", "500ms"),
                            Map.entry("fs.s3a.retry.throttle.limit", "8"),
                            Map.entry("fs.s3a.connection.establish.timeout", "15s"),
                            Map.entry("fs.s3a.connection.timeout", "20s"),
                            Map.entry("fs.s3a.connection.request.timeout", "20s"),
                            Map.entry("fs.s3a.connection.part.upload.timeout", "5m"))),
                    new LakefsConfig("", "", "", "", false, Duration.ofSeconds(60), 7, true, 8)),
                new DeliveryConfig(
                    List.of("contents.csv", "_contents_.csv", "contents_simple.csv"),
                    List.of("formats.csv"),
                    "",
                    100L << 30,
                    Optional.empty(),
                    Optional.empty(),
                    16 << 20,
                    5000,
                    "auto",
                    1926,
                    List.of()),
                new ProblemsConfig(Policy.FAIL, RowLimit.parse("1%"), 100, Map.of()),
                new KeysConfig(
                    "auto",
                    List.of(
                        new Preset(
                            "sdtm",
                            Map.of(
                                "patient", List.of("usubjid"),
                                "visit", List.of("visitnum", "visit"),
                                "location", List.of("siteid")),
                            List.of("dm", "adsl")),
                        new Preset(
                            "rave-derived",
                            Map.of(
                                "patient", List.of("subjectid"),
                                "visit", List.of("foldername"),
                                "repeat", List.of("instancename"),
                                "location", List.of("siteid")),
                            List.of("dm", "demog", "subject", "enrol"))),
                    Map.of(),
                    List.of(
                        new Entity("patient", List.of("patient"), List.of(), Optional.empty()),
                        new Entity(
                            "visit",
                            List.of("patient", "visit"),
                            List.of("repeat"),
                            Optional.empty()),
                        new Entity(
                            "location", List.of("location"), List.of(), Optional.of("patient"))),
                    64),
                gate(),
                new VacuumConfig(Duration.ofDays(7), Duration.ofHours(1), Duration.ofMinutes(15)),
                10,
                new FilesConfig(
                    lake.resolve("logs"), true, lake.resolve("lineage"), lake.resolve("reports")),
                new SparkConfig("local[*]", 4, Map.of())));
  }

  private static GateConfig gate() {
    Map<String, RuleConfig> rules = new TreeMap<>();
    Limit tenth = new Limit(0, 0.1);
    Limit hundredth = new Limit(0, 0.01);
    rules.put("dataset-missing", rule("stop", Limit.NONE));
    rules.put("rows-deleted", new RuleConfig("stop", tenth, hundredth, 100, 0, List.of()));
    rules.put(
        "rows-changed",
        new RuleConfig("warn", new Limit(0, 1), new Limit(0, 0.25), 100, 1_000_000, List.of()));
    rules.put("patients-gone", rule("stop", new Limit(3, 0.01)));
    rules.put("sites-gone", rule("stop", new Limit(1, 0.1)));
    rules.put("key-column-missing", rule("stop", Limit.NONE));
    rules.put("column-gone", rule("warn", Limit.NONE));
    rules.put("column-type-changed", rule("stop", Limit.NONE));
    rules.put("format-changed", rule("warn", Limit.NONE));
    rules.put("length-changed", rule("warn", Limit.NONE));
    rules.put("patient-key-null", rule("stop", hundredth));
    rules.put("no-subject-row", rule("stop", new Limit(0, 0.05)));
    rules.put("study-id-changed", columns("studyid"));
    rules.put("older-than-parent", rule("stop", Limit.NONE));
    rules.put("same-greatest-date", rule("warn", Limit.NONE));
    rules.put("treatment-appeared", columns("arm*", "actarm*", "trt*", "randnum", "*kit*"));
    return new GateConfig(false, rules, Map.of());
  }

  private static RuleConfig rule(String level, Limit stop) {
    return new RuleConfig(level, stop, Limit.NONE, 0, 0, List.of());
  }

  private static RuleConfig columns(String... columns) {
    return new RuleConfig("stop", Limit.NONE, Limit.NONE, 0, 0, List.of(columns));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate.rules.patient-gone.level | gate.rules.patients-gone.level",
        "gate.rules.patients-gone.stop.shares | gate.rules.patients-gone.stop.share",
        "gate.datasets.ae.datasets-missing.level | dataset-missing",
        "gate.datasets.ae.dataset-missing.levl | gate.datasets.ae.dataset-missing.level",
      })
  void aRuleOrASettingThatDoesNotExistNamesTheNearest(String key, String nearest) {
    assertThatThrownBy(() -> with(key, "warn"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Cannot use the configuration: there is no key ")
        .hasMessageMatching(".* Did you mean (studylake\\.)?%s\\?".formatted(nearest));
  }

  @Test
  void whatIsSetForADatasetKeepsTheRestOfTheRule() throws IOException {
    GateConfig gate =
        Configuration.load(
                Optional.of(
                    file(
                        """
                        studylake.gate {
                          rules.dataset-missing { level = warn }
                          datasets.AE.dataset-missing { level = stop }
                        }
                        """)),
                Map.of(),
                Map.of())
            .gate();

    assertThat(gate.of("dataset-missing").level()).isEqualTo("warn");
    assertThat(gate.of("dataset-missing", "dm").level()).isEqualTo("warn");
    assertThat(gate.of("dataset-missing", "ae").level()).isEqualTo("stop");
  }

  @Test
  void aFileComesBeforeTheDefaultsTheEnvironmentBeforeItAndTheCommandLineFirst()
      throws IOException {
    Optional<Path> file =
        Optional.of(
            file("studylake { local.path = /file, spark.master = file, publish.attempts = 5 }"));
    Map<String, String> environment =
        Map.of("STUDYLAKE_LOCAL_PATH", "/environment", "STUDYLAKE_MASTER", "environment");
    Map<String, String> overrides = Map.of("studylake.local.path", "/command");

    Configuration all = Configuration.load(file, environment, overrides);

    assertThat(all.lake().localPath()).isEqualTo(Path.of("/command"));
    assertThat(all.spark().master()).isEqualTo("environment");
    assertThat(all.publishAttempts()).isEqualTo(5);
    assertThat(all.problems().listed()).isEqualTo(100);
    assertThat(Configuration.load(file, Map.of(), Map.of()).spark().master()).isEqualTo("file");
  }

  @Test
  void theEnvironmentSetsTheUsualKeysAndABlankVariableNone() {
    Configuration set =
        Configuration.load(
            Optional.empty(),
            Map.of(
                "STUDYLAKE_STORE", "local",
                "STUDYLAKE_LOCAL_PATH", "/lake",
                "STUDYLAKE_WAREHOUSE", "/warehouse",
                "STUDYLAKE_LINEAGE", "false",
                "STUDYLAKE_LOGS", "/logs",
                "STUDYLAKE_REPORTS", "/reports",
                "STUDYLAKE_MASTER", " "),
            Map.of());

    assertThat(set.lake())
        .isEqualTo(
            new LakeConfig(
                "local",
                Path.of("/lake"),
                URI.create("file:///warehouse"),
                Map.of(),
                defaults().lake().hadoop(),
                defaults().lake().lakefs()));
    assertThat(set.files())
        .isEqualTo(
            new FilesConfig(
                Path.of("/logs"), false, Path.of("/lake/lineage"), Path.of("/reports")));
    assertThat(set.spark().master()).isEqualTo("local[*]");
  }

  @Test
  void keysWithNamesOfTheUsersOwnAreTaken() throws IOException {
    Configuration own =
        Configuration.load(
            Optional.of(
                file(
                    """
                    studylake {
                      study.repositories { "CDISC.01" = cdisc-01 }
                      problems.severity { column_dropped = error }
                      keys.roles { patient = [SUBJID] }
                      keys.entities { timepoint { key = [visit] } }
                      gate.datasets { AE { dataset-missing { level = off } } }
                      spark.conf { "spark.sql.shuffle.partitions" = 3 }
                    }
                    """)),
            Map.of(),
            Map.of());

    assertThat(own.lake().repositoryOf("CDISC.01")).isEqualTo("cdisc-01");
    assertThat(own.lake().repositoryOf("pilot")).isEqualTo("pilot");
    assertThat(own.problems().severity()).containsExactly(Map.entry("COLUMN_DROPPED", "ERROR"));
    assertThat(own.keys().roles()).containsExactly(Map.entry("patient", List.of("subjid")));
    assertThat(own.keys().entities())
        .extracting(Entity::name)
        .containsExactly("patient", "timepoint", "visit", "location");
    assertThat(own.gate().of("dataset-missing", "ae").level()).isEqualTo("off");
    assertThat(own.gate().of("dataset-missing", "dm").level()).isEqualTo("stop");
    assertThat(own.spark().conf()).containsExactly(Map.entry("spark.sql.shuffle.partitions", "3"));
  }

  @Test
  void anUnknownKeyNamesTheNearestAndWhereItWasSet() throws IOException {
    Path file = file("studylake {\n  local.paht = lake\n}\n");

    assertThatThrownBy(() -> Configuration.load(Optional.of(file), Map.of(), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot use the configuration: there is no key studylake.local.paht (%s: 2). Did you"
                    .formatted(file)
                + " mean studylake.local.path?");
    assertThatThrownBy(() -> with("publish.attempt", "3"))
        .hasMessage(
            "Cannot use the configuration: there is no key studylake.publish.attempt (given with"
                + " -D). Did you mean studylake.publish.attempts?");
  }

  @Test
  void aKeyThatOnlyBeginsLikeAnOpenOneIsUnknown() {
    assertThatThrownBy(() -> with("gate.datasetsx", "off"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Cannot use the configuration: there is no key studylake.gate.datasetsx (given with"
                + " -D).");
  }

  @Test
  void aKeyOutsideOfStudylakeIsUnknown() {
    assertThatThrownBy(
            () -> Configuration.load(Optional.empty(), Map.of(), Map.of("local.path", "/lake")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Cannot use the configuration: there is no key local.path (given with -D).");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path missing = folder.resolve("missing.conf");

    assertThatThrownBy(() -> Configuration.load(Optional.of(missing), Map.of(), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot read the configuration %s: there is no such file, or it may not be read."
                .formatted(missing));
  }

  @Test
  void aFileThatIsNoConfigurationNamesFileAndLine() throws IOException {
    Path broken = file("studylake {\n  local.path = {\n");

    assertThatThrownBy(() -> Configuration.load(Optional.of(broken), Map.of(), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Cannot read the configuration %s: ".formatted(broken))
        .hasMessageContaining(broken + ": 3");
  }

  @Test
  void aValueOfAnotherTypeNamesItsKey() {
    assertThatThrownBy(() -> with("delivery.year-cutoff", "soon"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Cannot use the configuration: ")
        .hasMessageContaining("year-cutoff");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "store | nessie | store 'nessie' is none of local, lakefs",
        "warehouse | hdfs://host/lake | warehouse 'hdfs://host/lake' is neither a folder nor in a"
            + " known object store; write /folder, file:///folder, s3a://bucket/path,"
            + " abfss://container@account.dfs.core.windows.net/path or"
            + " wasbs://container@account.blob.core.windows.net/path",
        "warehouse | s3a:///lake | warehouse 's3a:///lake' names no bucket",
        "warehouse | abfss:lake | warehouse 'abfss:lake' names no container",
        "warehouse | file://host/lake | warehouse 'file://host/lake' is no folder; write"
            + " file:///folder",
        "warehouse | s3a://a b/lake | warehouse 's3a://a b/lake' is no address: Illegal character"
            + " in authority",
        "s3.endpoint | localhost:9000 | s3.endpoint 'localhost:9000' is no address of a server;"
            + " write for example http://localhost:9000",
        "s3.path-style | maybe | path-style 'maybe' is none of auto, true, false",
        "delivery.dates | iso | dates 'iso' is none of auto, formatted, raw",
        "delivery.delimiter | ;; | delivery.delimiter has to be auto or one character, for example"
            + " \";\"",
        "delivery.charset | latin one | delivery.charset 'latin one' is unknown to Java; use auto,"
            + " or for example UTF-8 or windows-1252",
        "delivery.charset | utf-99 | delivery.charset 'utf-99' is unknown to Java; use auto, or for"
            + " example UTF-8 or windows-1252",
        "problems.policy | ignore | problems.policy 'ignore' is none of fail, quarantine",
        "problems.quarantine-limit | 1 of 100 | problems.quarantine-limit '1 of 100' is no number"
            + " of rows, as 500, and no share of them, as 1% or 0.5%",
        "problems.quarantine-limit | 101% | problems.quarantine-limit '101%' is no number of rows,"
            + " as 500, and no share of them, as 1% or 0.5%",
        "delivery.file-pattern | AE_(\\d | delivery.file-pattern 'AE_(\\d' is no regular"
            + " expression: Unclosed group; write for example"
            + " STUDY_(?<dataset>[A-Za-z0-9]+)_\\d{8}",
        "delivery.file-pattern | STUDY_(.*) | delivery.file-pattern 'STUDY_(.*)' has no group named"
            + " dataset; write for example STUDY_(?<dataset>[A-Za-z0-9]+)_\\d{8}",
        "delivery.file-pattern | (?<name>.*) | delivery.file-pattern '(?<name>.*)' has no group"
            + " named dataset; write for example STUDY_(?<dataset>[A-Za-z0-9]+)_\\d{8}",
        "delivery.most-decompressed | 0 | most-decompressed has to be at least 1 byte",
        "problems.listed | 0 | problems.listed has to be at least 1, not 0",
        "publish.attempts | 0 | publish.attempts has to be at least 1, not 0",
        "keys.buckets | -1 | buckets has to be at least 1, not -1",
        "spark.datasets-at-once | 0 | datasets-at-once has to be at least 1, not 0",
        "keys.preset | sdmt | keys.preset 'sdmt' is none of auto, sdtm, rave-derived",
        "gate.rules.patients-gone.level | halt | gate.rules.patients-gone.level 'halt' is none of"
            + " stop, warn, off",
        "gate.rules.patients-gone.stop.count | -1 | gate.rules.patients-gone.stop.count has to be"
            + " at least 0, not -1",
        "gate.rules.patients-gone.stop.share | 5 | gate.rules.patients-gone.stop.share has to be"
            + " between 0 and 1, as 0.01 for 1%",
        "gate.datasets.ae.dataset-missing.level | no | gate.datasets.ae.dataset-missing.level 'no'"
            + " is none of stop, warn, off",
        "gate.datasets.ae.patients-gone.level | off | gate.datasets.ae.patients-gone: the rule"
            + " judges a delivery as a whole, set gate.rules.patients-gone",
      })
  void aWrongValueSaysWhatToSetAndWhereItWasSet(String key, String value, String why) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("Cannot use the configuration: %s (given with -D).".formatted(why));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Arm { key = [visit] } | keys.entities.Arm: an entity's name is lower-case letters, digits"
            + " and '_'",
        "arm { key = [] } | keys.entities.arm.key needs at least one role",
        "arm { key = [visit], through = subject } | keys.entities.arm.through 'subject' is no"
            + " entity with a key of its own",
        "arm { key = [visit], through = location } | keys.entities.arm.through 'location' is no"
            + " entity with a key of its own",
      })
  void anEntityThatCannotGetKeysSaysWhy(String entity, String why) throws IOException {
    Path file = file("studylake.keys.entities { %s }".formatted(entity));

    assertThatThrownBy(() -> Configuration.load(Optional.of(file), Map.of(), Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("Cannot use the configuration: %s (".formatted(why));
  }

  @ParameterizedTest
  @CsvSource({
    "/lake/ware house/, file:///lake/ware%20house, file:///lake/ware house",
    "file:/lake/w, file:///lake/w, file:///lake/w",
    "file:///lake/w/, file:///lake/w, file:///lake/w",
    "s3a://bucket, s3a://bucket, s3a://bucket",
    "s3://bucket/lake/, s3a://bucket/lake, s3a://bucket/lake",
    "abfss://lake@account.dfs.core.windows.net/w, abfss://lake@account.dfs.core.windows.net/w,"
        + " abfss://lake@account.dfs.core.windows.net/w",
  })
  void aWarehouseIsAFolderOrAPlaceInAnObjectStore(String given, URI uri, String location) {
    LakeConfig lake = with("warehouse", given).lake();

    assertThat(lake.warehouse()).isEqualTo(uri);
    assertThat(lake.warehouseLocation()).isEqualTo(location);
    assertThat(lake.warehouseIsFolder()).isEqualTo(uri.getScheme().equals("file"));
  }

  @Test
  void whatIsSaidOfTheObjectStoreGoesToHadoopAndASettingOfHadoopsOwnComesBeforeIt()
      throws IOException {
    Map<String, String> hadoop =
        Configuration.load(
                Optional.of(
                    file(
                        """
                        studylake.spark.conf {
                          "spark.hadoop.fs.s3a.retry.limit" = 9
                          "spark.hadoop.fs.s3a.connection.maximum" = 200
                          "spark.sql.shuffle.partitions" = 3
                        }
                        """)),
                Map.of(
                    "STUDYLAKE_S3_ENDPOINT", "http://localhost:9000",
                    "STUDYLAKE_S3_REGION", "eu-central-1",
                    "STUDYLAKE_S3_ACCESS_KEY_ID", "reader",
                    "STUDYLAKE_S3_SECRET_ACCESS_KEY", "not for the log"),
                Map.of())
            .lake()
            .hadoop()
            .properties();

    assertThat(hadoop)
        .containsEntry("fs.s3a.endpoint", "http://localhost:9000")
        .containsEntry("fs.s3a.endpoint.region", "eu-central-1")
        .containsEntry("fs.s3a.path.style.access", "true")
        .containsEntry("fs.s3a.access.key", "reader")
        .containsEntry("fs.s3a.secret.key", "not for the log")
        .containsEntry("fs.s3a.retry.limit", "9")
        .containsEntry("fs.s3a.connection.maximum", "200")
        .doesNotContainKey("spark.sql.shuffle.partitions");
  }

  @Test
  void awsIsAskedByHostName() {
    assertThat(
            with("s3.endpoint", "https://s3.eu-central-1.amazonaws.com")
                .lake()
                .hadoop()
                .properties())
        .containsEntry("fs.s3a.path.style.access", "false")
        .doesNotContainKey("fs.s3a.endpoint.region");
  }

  @Test
  void aServerOfOnesOwnIsAskedByPathAndHasTheRegionOfThoseWithout() {
    assertThat(with("s3.endpoint", "http://localhost:9000").lake().hadoop().properties())
        .containsEntry("fs.s3a.path.style.access", "true")
        .containsEntry("fs.s3a.endpoint.region", "us-east-1");
  }

  @Test
  void whatHadoopSaysOfTheServerCountsWhereNothingIsSaidHere() {
    org.apache.hadoop.conf.Configuration site = new org.apache.hadoop.conf.Configuration(false);
    site.set("fs.s3a.endpoint", "https://s3.site.example");
    site.set("fs.s3a.endpoint.region", "site-1");
    site.set("fs.s3a.path.style.access", "true");

    defaults().lake().hadoop().properties().forEach(site::set);

    assertThat(site.get("fs.s3a.endpoint")).isEqualTo("https://s3.site.example");
    assertThat(site.get("fs.s3a.endpoint.region")).isEqualTo("site-1");
    assertThat(site.get("fs.s3a.path.style.access")).isEqualTo("true");
    assertThat(with("s3.region", "eu-central-1").lake().hadoop().properties())
        .containsEntry("fs.s3a.endpoint.region", "eu-central-1")
        .doesNotContainKey("fs.s3a.path.style.access");
    assertThat(with("s3.path-style", "false").lake().hadoop().properties())
        .containsEntry("fs.s3a.path.style.access", "false")
        .doesNotContainKey("fs.s3a.endpoint.region");
  }

  @Test
  void halfOfTheCredentialsAreRefused() {
    assertThatThrownBy(() -> with("s3.access-key-id", "reader"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "Cannot use the configuration: s3.access-key-id and s3.secret-access-key are given"
                + " together or not at all (");
  }

  @Test
  void aConfigurationThatIsPrintedHoldsNoSecret() {
    Configuration all =
        Configuration.load(
            Optional.empty(),
            Map.of(),
            Map.of(
                "studylake.s3.access-key-id", "reader",
                "studylake.s3.secret-access-key", "not for the log",
                "studylake.spark.conf.\"spark.hadoop.fs.s3a.session.token\"", "nor this"));

    assertThat(all.toString()).doesNotContain("not for the log", "nor this");
    assertThat(all.lake().hadoop().properties()).containsEntry("fs.s3a.session.token", "nor this");
  }
}
