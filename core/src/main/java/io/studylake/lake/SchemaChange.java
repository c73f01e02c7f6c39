package io.studylake.lake;

import java.util.List;
import org.apache.iceberg.Schema;

/**
 * One column that changed between two snapshots of a table.
 *
 * @param column its name in lower case
 * @param kind what happened
 * @param from its type before; empty for an added column
 * @param to its type now; empty for a dropped column
 */
public record SchemaChange(String column, Kind kind, String from, String to) {
  /** How the columns of a table would change. */
  public static List<SchemaChange> between(Schema current, Schema wanted) {
    return SchemaEvolution.changes(current, wanted);
  }

  /** What happened to a column. */
  public enum Kind {
    ADDED,
    DROPPED,
    TYPE_CHANGED
  }
}
