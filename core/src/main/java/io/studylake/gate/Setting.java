package io.studylake.gate;

import com.typesafe.config.ConfigUtil;
import io.studylake.config.GateConfig;
import io.studylake.config.RuleConfig;
import java.util.Locale;

/** How one rule is configured: what it does about a figure, and what a message says of that. */
final class Setting {
  private final GateConfig config;
  private final String rule;

  Setting(GateConfig config, String rule) {
    this.config = config;
    this.rule = rule;
  }

  /** Whether treatments may be known. */
  boolean unblinded() {
    return config.unblinded();
  }

  /** The settings for a delivery as a whole. */
  RuleConfig whole() {
    return config.of(rule);
  }

  /** The settings for a dataset. */
  RuleConfig of(String dataset) {
    return config.of(rule, dataset);
  }

  /** What a count of some whole does; nothing when it is within what is reported. */
  static Level level(RuleConfig rule, long count, long whole) {
    Level most = Level.valueOf(rule.level().toUpperCase(Locale.ROOT));
    if (most == Level.STOP && count > rule.stop().of(whole)) {
      return Level.STOP;
    }
    return most != Level.OFF && count > rule.warn().of(whole) ? Level.WARN : Level.OFF;
  }

  /** What a fact does that is there or not. */
  static Level level(RuleConfig rule) {
    return level(rule, 1, 1);
  }

  /**
   * A finding on a delivery as a whole.
   *
   * @param key the setting that lets it through, below the rule
   */
  Finding finding(Level level, String message, String key) {
    return Finding.withWays(rule, level, message, "rules.%s.%s".formatted(rule, key));
  }

  /** A finding on a dataset, with the setting that lets it through for this dataset. */
  Finding finding(Level level, String dataset, String message, String key) {
    return Finding.withWays(
        rule,
        level,
        message,
        "datasets.%s.%s.%s".formatted(ConfigUtil.joinPath(dataset), rule, key));
  }
}
