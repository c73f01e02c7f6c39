package io.studylake.config;

import com.typesafe.config.Config;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What problems do to a delivery, and how they are reported.
 *
 * @param policy whether bad records stop a delivery
 * @param quarantineLimit the most records of one dataset that may be set aside
 * @param listed so many are listed; all are counted
 * @param severity severity in capitals by problem code in capitals, where the default is not wanted
 */
public record ProblemsConfig(
    Policy policy, RowLimit quarantineLimit, int listed, Map<String, String> severity) {
  /** What is done about a record that cannot be read. */
  public enum Policy {
    /** It stops the delivery. */
    FAIL,
    /** It is set aside, and the others are loaded. */
    QUARANTINE
  }

  private static final String POLICY = "problems.policy";
  private static final String LIMIT = "problems.quarantine-limit";

  static ProblemsConfig from(Config config) {
    Map<String, String> severity = new TreeMap<>();
    config
        .getObject("problems.severity")
        .forEach(
            (code, value) ->
                severity.put(
                    code.toUpperCase(Locale.ROOT),
                    value.unwrapped().toString().toUpperCase(Locale.ROOT)));
    return new ProblemsConfig(
        Policy.valueOf(Keys.oneOf(config, POLICY, "fail", "quarantine").toUpperCase(Locale.ROOT)),
        limit(config),
        Keys.positive(config, "problems.listed"),
        Collections.unmodifiableMap(severity));
  }

  private static RowLimit limit(Config config) {
    String text = config.getString(LIMIT);
    try {
      return RowLimit.parse(text);
    } catch (IllegalArgumentException e) {
      throw Keys.wrong(
          config,
          LIMIT,
          "%s '%s' is no number of rows, as 500, and no share of them, as 1%% or 0.5%%"
              .formatted(LIMIT, text));
    }
  }
}
