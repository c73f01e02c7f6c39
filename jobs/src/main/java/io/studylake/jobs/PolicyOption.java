package io.studylake.jobs;

import io.studylake.config.ProblemsConfig.Policy;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --policy}, of the commands that load. */
final class PolicyOption {
  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description =
          "fail: records that cannot be read stop the delivery; quarantine: they are set aside in"
              + " quarantine.<dataset>, up to a limit. Default: studylake.problems.policy.")
  private Optional<Policy> policy = Optional.empty();

  /** What it sets in the configuration. */
  Map<String, String> settings() {
    return policy
        .map(given -> Map.of("studylake.problems.policy", given.name().toLowerCase(Locale.ROOT)))
        .orElse(Map.of());
  }
}
