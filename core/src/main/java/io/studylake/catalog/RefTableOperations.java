package io.studylake.catalog;

import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;

/**
 * Loads and commits one table through its pointer log. A commit that loses against another leaves
 * its metadata file behind for the collector: nothing here deletes what another ref might share.
 */
final class RefTableOperations extends BaseMetastoreTableOperations {
  /**
   * Reads of a metadata file that failed for a reason that may pass; the file system retries too.
   */
  private static final int METADATA_RETRIES = 2;

  private final String catalog;
  private final RefTable table;
  private final TableWrites writes;
  private final MetadataFiles files;
  private LogState seen = LogState.EMPTY;

  RefTableOperations(String catalog, RefTable table, TableWrites writes, MetadataFiles files) {
    this.catalog = catalog;
    this.table = table;
    this.writes = writes;
    this.files = files;
  }

  @Override
  protected String tableName() {
    return catalog + "." + table.identifier();
  }

  @Override
  public FileIO io() {
    return files.io();
  }

  @Override
  protected void doRefresh() {
    LogState state = table.state();
    if (state.live().orElse(null) instanceof Target.Table target) {
      refreshFromMetadataLocation(target.metadataLocation(), null, METADATA_RETRIES, files::read);
    } else if (currentMetadataLocation() != null) {
      throw new NoSuchTableException("Table does not exist: %s", table.identifier());
    } else {
      disableRefresh();
    }
    // Only now: a commit goes on top of the state whose metadata it was made from.
    seen = state;
  }

  @Override
  protected void doCommit(TableMetadata base, TableMetadata metadata) {
    if (base == null) {
      writes.requireNamespace(table);
    }
    TableMetadata checked = writes.checked(table, base != null, metadata);
    String location = writeNewMetadataIfRequired(base == null, checked);
    try {
      writes.append(table, seen, new Target.Table(location, checked.uuid()));
    } catch (CommitFailedException e) {
      if (base == null) {
        throw new AlreadyExistsException(e, "Table already exists: %s", table.identifier());
      }
      throw e;
    }
  }
}
