package io.studylake.report;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One dataset against the snapshot before.
 *
 * @param name lower case
 * @param label empty when it has none
 * @param state what became of it
 * @param rowsBefore rows in the parent snapshot; empty when it was not there
 * @param rows rows now; empty when it was not read
 * @param newRows rows that the parent snapshot has not; empty when they were not compared
 * @param goneRows rows of the parent snapshot that are no more
 * @param columns columns now; empty when it is not delivered
 * @param added new columns
 * @param changed columns of another type
 * @param dropped columns that are no more
 */
public record DatasetLine(
    String name,
    String label,
    State state,
    OptionalLong rowsBefore,
    OptionalLong rows,
    OptionalLong newRows,
    OptionalLong goneRows,
    OptionalInt columns,
    List<String> added,
    List<String> changed,
    List<String> dropped) {
  /** Copies what is mutable. */
  public DatasetLine {
    added = List.copyOf(added);
    changed = List.copyOf(changed);
    dropped = List.copyOf(dropped);
  }

  /** What became of a dataset's tables. */
  public enum State {
    /** The parent snapshot did not have it. */
    NEW("new"),
    /** Its file or contents differ: the tables were written anew. */
    CHANGED("changed"),
    /** Its rows are as before, but keys in its base table moved. */
    KEYS_CHANGED("keys changed"),
    /** Its tables stayed as they were. */
    UNCHANGED("unchanged"),
    /** The parent snapshot has it, this delivery does not. */
    MISSING("missing"),
    /** It is delivered, but something stopped the run before it was read. */
    NOT_READ("not read");

    private final String text;

    State(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
