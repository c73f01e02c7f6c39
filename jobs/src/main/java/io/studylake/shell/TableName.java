package io.studylake.shell;

import java.util.Locale;

/**
 * A table as somebody names it: {@code dm} is {@code base.dm}.
 *
 * @param namespace in lower case
 * @param table its name in there, in lower case
 */
record TableName(String namespace, String table) {
  static TableName of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int point = lower.indexOf('.');
    return point < 0
        ? new TableName("base", lower)
        : new TableName(lower.substring(0, point), lower.substring(point + 1));
  }

  @Override
  public String toString() {
    return namespace + "." + table;
  }
}
