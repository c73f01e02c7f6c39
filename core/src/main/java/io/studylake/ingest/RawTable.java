package io.studylake.ingest;

import io.studylake.lake.SchemaChange;
import io.studylake.sas.FormatState;
import io.studylake.source.CsvTable;
import java.util.List;
import java.util.Map;

/**
 * The raw table of one dataset, {@code raw.<dataset>}, as a run leaves it on its branch.
 *
 * @param dataset its dataset, lower case
 * @param columns its columns that the contents describe, lower case: those that keys may be taken
 *     from
 * @param rows its rows
 * @param quarantined records of its file that are set aside, in this run or when it was written
 * @param replayed records that an earlier run set aside and this one loaded; only in a replay
 * @param fingerprint of file, contents rows and reader settings: what decided its content
 * @param changed whether this run wrote it
 * @param formatStates what its columns of user formats hold, where this run read them
 * @param schemaChanges how its columns differ from the parent snapshot's
 */
public record RawTable(
    String dataset,
    List<String> columns,
    long rows,
    long quarantined,
    long replayed,
    String fingerprint,
    boolean changed,
    Map<String, FormatState> formatStates,
    List<SchemaChange> schemaChanges) {
  /** Namespace of the raw tables. */
  public static final String NAMESPACE = "raw";

  /** The column that holds the line in the archived file on which a record starts. */
  public static final String LINE = CsvTable.LINE;

  /** Copies what is mutable. */
  public RawTable {
    columns = List.copyOf(columns);
    formatStates = Map.copyOf(formatStates);
    schemaChanges = List.copyOf(schemaChanges);
  }
}
