package io.studylake.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.studylake.config.Configuration;
import io.studylake.config.ConfigurationException;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.ProblemCode.Scope;
import io.studylake.problem.Problems;
import io.studylake.problem.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReaderConfigurationTest {
  private static final Map<String, String> QUARANTINE =
      Map.of("studylake.problems.policy", "quarantine");

  private static Problems problems(Map<String, String> policy, String... severity) {
    Map<String, String> settings = new HashMap<>(policy);
    for (int i = 0; i < severity.length; i += 2) {
      settings.put("studylake.problems.severity." + severity[i], severity[i + 1]);
    }
    return ReaderConfiguration.problems(
        Configuration.load(Optional.empty(), Map.of(), settings).problems());
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void underFailEveryCodeHasItsOwnSeverity(ProblemCode code) {
    assertThat(problems(Map.of()).severityOf(code)).isEqualTo(code.defaultSeverity());
  }

  @ParameterizedTest
  @EnumSource(ProblemCode.class)
  void underQuarantineWhatCanBeSetAsideOrReadAroundIsAWarning(ProblemCode code) {
    assertThat(problems(QUARANTINE).severityOf(code))
        .isEqualTo(code.scope() == Scope.WHOLE ? code.defaultSeverity() : Severity.WARNING);
  }

  @Test
  void theConfigurationComesBeforeThePolicy() {
    Problems problems =
        problems(
            QUARANTINE, "not_a_date", "error", "not_a_number", "note", "column_missing", "error");

    assertThat(problems.severityOf(ProblemCode.NOT_A_DATE)).isEqualTo(Severity.ERROR);
    assertThat(problems.severityOf(ProblemCode.NOT_A_NUMBER)).isEqualTo(Severity.NOTE);
    assertThat(problems.severityOf(ProblemCode.COLUMN_MISSING)).isEqualTo(Severity.ERROR);
  }

  @Test
  void whatConcernsAllOfAFileStaysAnErrorUnderQuarantine() {
    assertThatThrownBy(() -> problems(QUARANTINE, "rows_lost", "warning"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Cannot use studylake.problems.severity: ROWS_LOST cannot be less than an error, since"
                + " data that were not read as written would be published.");
    assertThatThrownBy(() -> problems(Map.of(), "not_a_number", "warning"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("NOT_A_NUMBER cannot be less than an error");
  }

  @Test
  void theLimitIsOfADatasetsRecordsAndNothingIsSetAsideUnderFail() {
    Map<String, String> settings = new HashMap<>(QUARANTINE);
    QuarantinePolicy policy =
        ReaderConfiguration.quarantine(
            Configuration.load(Optional.empty(), Map.of(), settings).problems());

    assertThat(policy.limitOf(1330)).isEqualTo(13);
    assertThat(QuarantinePolicy.FAIL.limitOf(1330)).isZero();
    assertThat(policy.exceeded("sv.csv", "sv", 14).message())
        .isEqualTo(
            "14 rows of sv would have to be set aside, more than"
                + " studylake.problems.quarantine-limit = 1% allows. Have sv.csv corrected, or raise"
                + " the limit.");
  }
}
