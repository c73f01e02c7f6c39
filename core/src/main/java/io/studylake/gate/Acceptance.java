package io.studylake.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * Somebody's word that what a rule stops is right this time.
 *
 * @param rule the rule's name, for example {@code dataset-missing}
 * @param reason why, in that person's words, on one line
 * @param user who said so, as the operating system knows the user
 */
public record Acceptance(String rule, String reason, String user) {
  private static final int LONGEST = 1000;

  /**
   * What a command line accepts.
   *
   * @param reasons one for all rules, or one for each in their order
   * @throws IllegalArgumentException when a rule cannot be accepted, or a reason is missing
   */
  public static List<Acceptance> of(List<String> rules, List<String> reasons, String user) {
    rules.forEach(Rules::requireAcceptable);
    List<String> lines =
        reasons.stream().map(reason -> reason.strip().replaceAll("\\s+", " ")).toList();
    List<Acceptance> all = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      String rule = rules.get(i);
      if (rules.indexOf(rule) < i) {
        throw new IllegalArgumentException("Cannot accept %s twice.".formatted(rule));
      }
      if (lines.isEmpty() || lines.contains("")) {
        throw new IllegalArgumentException(
            "Cannot accept %s without a reason: say with --reason why, for whoever looks at the snapshot later."
                .formatted(rule));
      }
      if (lines.size() != 1 && lines.size() != rules.size()) {
        throw new IllegalArgumentException(
            "Cannot tell which reason is whose: there are %d rules to accept and %d reasons. Give one --reason for all, or one after each --accept."
                .formatted(rules.size(), lines.size()));
      }
      String reason = lines.get(lines.size() == 1 ? 0 : i);
      if (reason.length() > LONGEST) {
        throw new IllegalArgumentException(
            "Cannot accept %s: the reason has %,d characters, at most %,d are kept."
                .formatted(rule, reason.length(), LONGEST));
      }
      all.add(new Acceptance(rule, reason, user));
    }
    return List.copyOf(all);
  }

  /** The reason and who gave it. */
  public String told() {
    return user.isEmpty() ? reason : "%s (%s)".formatted(reason, user);
  }

  @Override
  public String toString() {
    return rule + ": " + told();
  }
}
