package io.studylake.catalog;

import io.studylake.version.View;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;

/** What every write of a table has to pass, and the write itself. */
final class TableWrites {
  private final Refs refs;
  private final PointerLogs logs;
  private final NamespaceLogs namespaces;
  private final Warehouse warehouse;

  TableWrites(Refs refs, PointerLogs logs, NamespaceLogs namespaces, Warehouse warehouse) {
    this.refs = refs;
    this.logs = logs;
    this.namespaces = namespaces;
    this.warehouse = warehouse;
  }

  void requireWritable(TableIdentifier identifier) {
    refs.requireWritable(identifier.namespace().level(0));
  }

  /**
   * The metadata as it may be committed.
   *
   * @param existing whether the table was committed before
   */
  TableMetadata checked(RefTable table, boolean existing, TableMetadata metadata) {
    requireWritable(table.identifier());
    String name = table.identifier().toString();
    warehouse.requireInside(name, metadata);
    return SharedFiles.protect(name, existing, metadata);
  }

  /** Puts a pointer on the table's log. */
  Pointer append(RefTable table, LogState on, Target target) {
    requireWritable(table.identifier());
    LoggedPointer written = table.log().append(table.ref(), on, target);
    logs.wrote(written);
    return written.pointer();
  }

  /** Checks that a metadata file of a table lies in the warehouse. */
  void requireInside(RefTable table, String metadataLocation) {
    warehouse.requireInside(table.identifier().toString(), metadataLocation);
  }

  /** Checks that the namespace exists that a new table goes into. */
  void requireNamespace(RefTable table) {
    if (namespaces.properties(new View.Staged(table.ref()), table.namespace()).isEmpty()) {
      throw new NoSuchNamespaceException(
          "Cannot create table %s. Namespace does not exist: %s",
          table.identifier(), table.identifier().namespace());
    }
  }
}
