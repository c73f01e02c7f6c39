package io.studylake.lake;

import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;

/** The tables of a study as one snapshot holds them, or as a run has staged them. */
public interface SnapshotTables {
  /** The tables of a namespace, in order of name; none when there is no such namespace. */
  List<String> names(String namespace);

  /** A table; empty when the snapshot does not hold it. */
  Optional<Table> table(String namespace, String table);
}
