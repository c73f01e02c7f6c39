package io.studylake.ingest;

import io.studylake.config.ConfigurationException;
import io.studylake.config.DeliveryConfig;
import io.studylake.config.KeysConfig;
import io.studylake.config.ProblemsConfig;
import io.studylake.config.ProblemsConfig.Policy;
import io.studylake.csv.CsvFormat;
import io.studylake.csv.CsvSettings;
import io.studylake.problem.ProblemCode;
import io.studylake.problem.Problems;
import io.studylake.problem.Severity;
import io.studylake.sas.DateForm;
import io.studylake.text.Nearest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns what is configured into what the reader takes. */
public final class ReaderConfiguration {
  private ReaderConfiguration() {}

  /**
   * How files are read.
   *
   * @throws ConfigurationException when a setting cannot be used
   */
  public static ReaderSettings settings(DeliveryConfig config, ProblemsConfig problems) {
    try {
      return new ReaderSettings(
          new CsvSettings(
              config.charset(),
              config.delimiter(),
              CsvFormat.DEFAULT.quote(),
              config.longestRecord()),
          config.mostColumns(),
          config.dates().equals("auto")
              ? Optional.empty()
              : Optional.of(DateForm.valueOf(config.dates().toUpperCase(Locale.ROOT))),
          config.yearCutoff(),
          config.missingCharacters(),
          quarantine(problems),
          raised(problems),
          problems.listed());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("Cannot use studylake.delivery: " + e.getMessage());
    }
  }

  /** Codes that are errors by configuration. */
  private static Set<ProblemCode> raised(ProblemsConfig config) {
    return config.severity().entrySet().stream()
        .filter(entry -> entry.getValue().equals(Severity.ERROR.name()))
        .map(entry -> known(ProblemCode.class, "code", entry.getKey()))
        .collect(Collectors.toSet());
  }

  /** What is done about records that cannot be read. */
  public static QuarantinePolicy quarantine(ProblemsConfig config) {
    return new QuarantinePolicy(config.policy() == Policy.QUARANTINE, config.quarantineLimit());
  }

  /** Column names that no dataset may have, since studylake adds columns of these names. */
  static Set<String> reservedNames(KeysConfig keys) {
    Set<String> names = new TreeSet<>(Set.of(RawTable.LINE));
    keys.entities().forEach(entity -> names.add(entity.keyColumn()));
    return names;
  }

  /**
   * A collector with the configured severities. Where bad records are set aside they are warnings,
   * and so is what can be read around, unless the configuration says otherwise.
   *
   * @throws ConfigurationException when a code or severity does not exist
   */
  public static Problems problems(ProblemsConfig config) {
    Map<ProblemCode, Severity> severities = new EnumMap<>(ProblemCode.class);
    boolean quarantine = config.policy() == Policy.QUARANTINE;
    if (quarantine) {
      Arrays.stream(ProblemCode.values())
          .filter(code -> code.scope() != ProblemCode.Scope.WHOLE)
          .forEach(code -> severities.put(code, Severity.WARNING));
    }
    config
        .severity()
        .forEach(
            (code, severity) ->
                put(
                    severities,
                    quarantine,
                    known(ProblemCode.class, "code", code),
                    known(Severity.class, "severity", severity)));
    return new Problems(severities, config.listed());
  }

  private static void put(
      Map<ProblemCode, Severity> severities,
      boolean quarantine,
      ProblemCode code,
      Severity severity) {
    boolean setAside = quarantine && code.scope() == ProblemCode.Scope.ROW;
    if (severity != Severity.ERROR && !code.mayBeLowered() && !setAside) {
      throw new ConfigurationException(
          "Cannot use studylake.problems.severity: %s cannot be less than an error, since data that were not read as written would be published."
              .formatted(code));
    }
    severities.put(code, severity);
  }

  private static <E extends Enum<E>> E known(Class<E> type, String what, String name) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    if (!names.contains(name)) {
      throw new ConfigurationException(
          "Cannot use studylake.problems.severity: there is no %s %s. Did you mean %s?"
              .formatted(what, name, Nearest.to(name, names).orElseThrow()));
    }
    return Enum.valueOf(type, name);
  }
}
