package io.studylake.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.studylake.problem.Problem;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Severity;
import io.studylake.run.DeliveryResult.Loaded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small deliveries as hostile sponsors write them, against {@code expected.json} beside them, on
 * any store.
 */
abstract class VariantsContract {
  private static final Path VARIANTS = Path.of("..", "testdata", "variants");

  @TempDir private Path folder;
  private StudyFixture study;

  /** A study that holds nothing yet. */
  abstract StudyFixture newStudy(Path folder);

  @BeforeEach
  void openALake() {
    study = newStudy(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "bom_crlf",
        "cp1252_semicolon",
        "multiline_quotes",
        "sas_missing",
        "all_quoted",
        "contents_ods",
        "contents_simple"
      })
  void aCleanDeliveryLoadsWhateverItsForm(String variant) throws IOException {
    deliver(variant);

    JsonNode expected = expected().get(variant);
    assertRowsAndColumns(expected);
    assertTexts("aeterm_first3", expected);
    assertTexts("aeterm_first8", expected);
    for (JsonNode row : expected.path("null_age_rows")) {
      assertThat(
              study.number(
                  "SELECT count(*) FROM study.main.raw.dm WHERE age IS NULL AND _line = "
                      + (row.asInt() + 2)))
          .as("AGE of row %s is missing", row)
          .isEqualTo(1);
    }
  }

  @Test
  void everySasFormatIsRead() throws IOException {
    deliver("sas_formats");

    for (String form : List.of("fmt_formatted", "fmt_raw")) {
      Row row = study.query("SELECT * FROM study.main.raw." + form).get(0);
      for (JsonNode column : expected().get("sas_formats").get("columns")) {
        Object value = row.getAs(column.get("column").asText().toLowerCase(java.util.Locale.ROOT));
        assertThat(value instanceof Double number ? plain(number) : String.valueOf(value))
            .as("%s %s", form, column)
            .isIn(inForm(column, form));
      }
    }
  }

  /** Of the raw form expected.json names the number; a format that prints less rounds it. */
  private static List<String> inForm(JsonNode column, String form) {
    String expected = column.get("expected").isNull() ? "null" : column.get("expected").asText();
    if (form.equals("fmt_formatted")) {
      return List.of(expected);
    }
    return switch (column.get("kind").asText()) {
      case "double" -> List.of(plain(column.get("sas_number").asDouble()));
      case "time" -> List.of(expected, clock(column.get("sas_number").asLong()));
      case "date", "timestamp" -> List.of(expected);
      default -> List.of("1");
    };
  }

  private static String clock(long seconds) {
    return "%02d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private static String plain(double number) {
    return new java.math.BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  @Test
  void visitsAreTheSameWhetherTheirNumberIsPrintedLongOrShort() throws IOException {
    deliver("visitnum_float");

    JsonNode expected =
        new ObjectMapper().readTree(VARIANTS.resolve("visitnum_float/expected.json").toFile());
    assertRowsAndColumns(expected);
    assertThat(visits("lb")).isEqualTo(expected.get("lb_subject_visits").asLong());
    assertThat(visits("sv")).isEqualTo(expected.get("sv_subject_visits").asLong());
    assertThat(
            study.number(
                "SELECT count(DISTINCT visit_key) FROM study.main.base.lb WHERE visit_key NOT IN"
                    + " (SELECT visit_key FROM study.main.base.sv WHERE visit_key IS NOT NULL)"))
        .isEqualTo(expected.get("lb_not_in_sv_rounded_6").asLong());
  }

  private long visits(String dataset) {
    return study.number("SELECT count(DISTINCT visit_key) FROM study.main.base." + dataset);
  }

  @Test
  void contentsThatDoNotFitAreRefusedWithEveryDefectAndReadAroundUnderQuarantine()
      throws IOException {
    assertRefused(
        "contents_mismatch",
        "contents.csv:70 COLUMN_LISTED_TWICE",
        "ae.csv:1 COLUMN_NOT_IN_CONTENTS AETERM",
        "dm.csv:1 COLUMN_MISSING NOSUCH",
        "extra_nocontents.csv FILE_WITHOUT_CONTENTS",
        "ghost.csv CONTENTS_WITHOUT_FILE");

    assertQuarantined("contents_mismatch", Map.of());
  }

  @Test
  void headersThatDoNotFitAreRefusedWithEveryDefectAndReadAroundUnderQuarantine()
      throws IOException {
    assertRefused(
        "header_trouble",
        "ae.csv:1 COLUMN_MISSING DOMAIN",
        "ae.csv:1 COLUMN_TWICE_IN_HEADER aeterm",
        "sv.csv:1 COLUMN_MISSING STUDYID",
        "sv.csv:1 COLUMN_NOT_IN_CONTENTS SITEID");

    assertQuarantined("header_trouble", Map.of());
    assertThat(study.query("SELECT aeterm, aeterm_2 FROM study.main.raw.ae LIMIT 1").get(0))
        .extracting(row -> row.getString(0), row -> row.getString(1))
        .containsExactly("APPLICATION SITE IRRITATION", "AE");
  }

  @Test
  void raggedRecordsAreRefusedWithTheirLinesAndSetAsideUnderQuarantine() throws IOException {
    assertRefused(
        "ragged",
        "sv.csv ROW_COUNT_DIFFERS",
        "sv.csv:5 WRONG_VALUE_COUNT",
        "sv.csv:7 WRONG_VALUE_COUNT");

    study.with("problems.quarantine-limit", "2");
    assertQuarantined("ragged", Map.of("sv", 2L));
  }

  @Test
  void filesOfAHeaderAloneAreRefusedAsTheirContentsPromiseRows() throws IOException {
    assertRefused("zero_rows", "ae.csv ROW_COUNT_DIFFERS", "sv.csv ROW_COUNT_DIFFERS");

    assertQuarantined("zero_rows", Map.of());
  }

  private Loaded deliver(String variant) {
    return (Loaded) study.deliver(VARIANTS.resolve(variant), variant.replace('_', '-'));
  }

  private void assertRefused(String variant, String... defects) {
    assertThatThrownBy(() -> deliver(variant))
        .isInstanceOfSatisfying(
            DeliveryRejected.class,
            rejected -> {
              List<String> found =
                  rejected.problems().stream()
                      .filter(
                          problem ->
                              problem.severity() == Severity.ERROR
                                  || problem.code() == ProblemCode.COLUMN_LISTED_TWICE)
                      .map(VariantsContract::words)
                      .toList();
              assertThat(found).containsExactlyInAnyOrder(defects);
            });
  }

  private static String words(Problem problem) {
    boolean withColumn = problem.code() != ProblemCode.COLUMN_LISTED_TWICE;
    return problem.file()
        + (problem.line().isPresent() ? ":" + problem.line().getAsLong() : "")
        + " "
        + problem.code()
        + (withColumn ? problem.column().map(column -> " " + column).orElse("") : "");
  }

  private void assertQuarantined(String variant, Map<String, Long> setAside) throws IOException {
    study.with("problems.policy", "quarantine");

    assertThat(deliver(variant).figures().quarantined()).isEqualTo(setAside);

    JsonNode expected = expected().get(variant);
    assertColumns(expected);
    expected
        .get("rows")
        .properties()
        .forEach(
            dataset ->
                assertThat(rows(dataset.getKey()) + setAside.getOrDefault(dataset.getKey(), 0L))
                    .as("rows of %s, and those set aside", dataset.getKey())
                    .isEqualTo(dataset.getValue().asLong()));
    assertMembers(expected);
  }

  private void assertRowsAndColumns(JsonNode expected) {
    expected
        .get("rows")
        .properties()
        .forEach(
            dataset ->
                assertThat(rows(dataset.getKey()))
                    .as("rows of %s", dataset.getKey())
                    .isEqualTo(dataset.getValue().asLong()));
    assertColumns(expected);
    assertMembers(expected);
  }

  private void assertColumns(JsonNode expected) {
    expected
        .path("columns")
        .properties()
        .forEach(
            dataset ->
                assertThat(columns(dataset.getKey()))
                    .as("columns of %s, without _line", dataset.getKey())
                    .isEqualTo(dataset.getValue().asInt()));
  }

  private void assertMembers(JsonNode expected) {
    if (expected.has("patients")) {
      assertThat(study.number("SELECT count(*) FROM study.main.keys.patient"))
          .isEqualTo(expected.get("patients").asLong());
      assertThat(study.number("SELECT count(*) FROM study.main.keys.location"))
          .isEqualTo(expected.get("locations").asLong());
    }
  }

  private void assertTexts(String name, JsonNode expected) {
    if (!expected.has(name)) {
      return;
    }
    List<String> wanted = new ArrayList<>();
    expected.get(name).forEach(text -> wanted.add(text.asText()));
    assertThat(study.query("SELECT aeterm FROM study.main.raw.ae ORDER BY _line").stream())
        .extracting(row -> row.getString(0))
        .startsWith(wanted.toArray(String[]::new));
  }

  private long rows(String dataset) {
    return study.number("SELECT count(*) FROM study.main.raw." + dataset);
  }

  private int columns(String dataset) {
    return study.query("SELECT * FROM study.main.raw." + dataset + " LIMIT 0").isEmpty()
        ? (int)
            study.query("DESCRIBE TABLE study.main.raw." + dataset).stream()
                .filter(row -> !row.getString(0).isEmpty() && !row.getString(0).startsWith("#"))
                .map(row -> row.getString(0))
                .filter(column -> !column.equals("_line"))
                .distinct()
                .count()
        : -1;
  }

  private static JsonNode expected() throws IOException {
    return new ObjectMapper().readTree(VARIANTS.resolve("expected.json").toFile());
  }
}
