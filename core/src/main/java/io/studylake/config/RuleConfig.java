package io.studylake.config;

import com.typesafe.config.Config;
import java.util.List;

/**
 * How one rule of the gate judges.
 *
 * @param level {@code stop}, {@code warn} or {@code off}: the most that the rule does
 * @param stop more than this stops the delivery, where the level is {@code stop}
 * @param warn more than this is reported
 * @param parentRows datasets that had fewer rows in the parent snapshot are passed over
 * @param readRows datasets of which more rows would have to be read, before and now together, are
 *     passed over
 * @param columns lower-case names of the columns that the rule looks at; {@code *} stands for any
 *     characters
 */
public record RuleConfig(
    String level, Limit stop, Limit warn, long parentRows, long readRows, List<String> columns) {
  private static final String LEVEL = "level";
  private static final String PARENT_ROWS = "parent-rows";
  private static final String READ_ROWS = "read-rows";
  private static final String COLUMNS = "columns";

  /** Copies what is mutable. */
  public RuleConfig {
    columns = List.copyOf(columns);
  }

  /**
   * So many may be, of some whole: the greater of a number and a share.
   *
   * @param count a number
   * @param share a share of the whole, from 0 to 1
   */
  public record Limit(long count, double share) {
    /** Nothing at all may be. */
    public static final Limit NONE = new Limit(0, 0);

    /** Below what a share of the largest table is inexact by. */
    private static final double ROUNDING = 1e-6;

    /** How many of a whole may be. */
    public long of(long whole) {
      return Math.max(count, (long) Math.floor(share * whole + ROUNDING));
    }
  }

  /**
   * A rule's settings.
   *
   * @param where the key they stand at, for messages
   */
  static RuleConfig from(Config rule, String where) {
    String level = rule.getString(LEVEL);
    if (!List.of("stop", "warn", "off").contains(level)) {
      throw Keys.wrong(
          rule, LEVEL, "%s.level '%s' is none of stop, warn, off".formatted(where, level));
    }
    return new RuleConfig(
        level,
        limit(rule, "stop", where),
        limit(rule, "warn", where),
        rule.hasPath(PARENT_ROWS) ? rule.getLong(PARENT_ROWS) : 0,
        rule.hasPath(READ_ROWS) ? rule.getLong(READ_ROWS) : 0,
        rule.hasPath(COLUMNS) ? Keys.lowerCase(rule.getStringList(COLUMNS)) : List.of());
  }

  private static Limit limit(Config rule, String key, String where) {
    if (!rule.hasPath(key)) {
      return Limit.NONE;
    }
    Limit limit = new Limit(rule.getLong(key + ".count"), rule.getDouble(key + ".share"));
    if (limit.count() < 0) {
      throw Keys.wrong(
          rule,
          key + ".count",
          "%s.%s.count has to be at least 0, not %d".formatted(where, key, limit.count()));
    }
    if (!(limit.share() >= 0 && limit.share() <= 1)) {
      throw Keys.wrong(
          rule,
          key + ".share",
          "%s.%s.share has to be between 0 and 1, as 0.01 for 1%%".formatted(where, key));
    }
    return limit;
  }
}
