package io.studylake.jobs;

import io.studylake.gate.Acceptance;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options {@code --accept} and {@code --reason}, of commands that publish. */
final class AcceptOptions {
  @Option(
      names = "--accept",
      paramLabel = "RULE",
      description =
          "Publishes although this rule of the gate stops; can be given several times. Kept with"
              + " the snapshot, as is the reason.")
  private List<String> rules = new ArrayList<>();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why: one for all, or one after each --accept.")
  private List<String> reasons = new ArrayList<>();

  /**
   * What is accepted, in the name of the user of the operating system.
   *
   * @throws IllegalArgumentException when a rule cannot be accepted, or rules and reasons do not
   *     fit
   */
  List<Acceptance> acceptances() {
    return Acceptance.of(rules, reasons, System.getProperty("user.name", ""));
  }

  /** The same, of a command that has no other use for a reason. */
  List<Acceptance> acceptancesAlone() {
    if (rules.isEmpty() && !reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot use --reason: there is nothing to accept. Name the rule with --accept.");
    }
    return acceptances();
  }

  /** All that was given as a reason. */
  String reason() {
    return String.join("; ", reasons);
  }
}
