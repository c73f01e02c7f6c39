package io.studylake.gate;

/**
 * What a rule found.
 *
 * @param rule the rule's name
 * @param level what it does to the delivery
 * @param message what is the matter, what to ask, and how it can be let through; no patient's value
 */
public record Finding(String rule, Level level, String message) {
  /** Begins the last sentence of what stops a delivery, which falls away when it is accepted. */
  private static final String WAYS = " If all is right, ";

  /** A finding that says, where it stops the delivery, how it can be let through. */
  static Finding withWays(String rule, Level level, String fact, String setting) {
    return new Finding(
        rule,
        level,
        level == Level.STOP
            ? "%s%sadd --accept %s --reason \"...\", or set studylake.gate.%s."
                .formatted(fact, WAYS, rule, setting)
            : fact);
  }

  /**
   * The finding after somebody's word; the same where it is about another rule or stops nothing.
   */
  Finding accepted(Acceptance acceptance) {
    if (level != Level.STOP || !rule.equals(acceptance.rule()) || !Rules.acceptable(rule)) {
      return this;
    }
    int ways = message.lastIndexOf(WAYS);
    return new Finding(
        rule,
        Level.ACCEPTED,
        "%s Accepted: %s."
            .formatted(ways < 0 ? message : message.substring(0, ways), acceptance.told()));
  }
}
