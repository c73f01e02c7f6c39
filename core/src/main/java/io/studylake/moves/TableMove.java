package io.studylake.moves;

/**
 * What a move of a ref does to one table.
 *
 * @param table namespace and name, for example {@code raw.ae}
 * @param kind what happens to it
 * @param rowsNow its rows before the move; 0 when it does not exist
 * @param rowsThen its rows after it; 0 when it does not exist then
 */
public record TableMove(String table, Kind kind, long rowsNow, long rowsThen) {
  /** What happens to a table. */
  public enum Kind {
    /** It exists before and after, with other rows or another schema. */
    CHANGED,
    /** It exists before alone. */
    DROPPED,
    /** It exists after alone. */
    BACK
  }
}
