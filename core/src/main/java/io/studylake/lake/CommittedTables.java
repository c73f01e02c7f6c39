package io.studylake.lake;

import io.studylake.catalog.RefCatalog;
import io.studylake.catalog.TablePointer;
import io.studylake.version.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;

/** The tables of a commit, read without a branch. */
public final class CommittedTables implements SnapshotTables, AutoCloseable {
  private final RefCatalog catalog;
  private final CommitId commit;

  private CommittedTables(RefCatalog catalog, CommitId commit) {
    this.catalog = catalog;
    this.commit = commit;
  }

  /** The tables of a study's commit; to be closed. */
  public static CommittedTables of(Study study, CommitId commit) {
    return new CommittedTables(study.catalog(Optional.empty()), commit);
  }

  /** The tables in order of name, with what each points at; reads no metadata files. */
  public List<TablePointer> pointers() {
    return catalog.tables(commit.value());
  }

  @Override
  public List<String> names(String namespace) {
    Namespace wanted = Namespace.of(commit.value(), namespace);
    return catalog.namespaceExists(wanted)
        ? catalog.listTables(wanted).stream().map(TableIdentifier::name).sorted().toList()
        : List.of();
  }

  @Override
  public Optional<Table> table(String namespace, String table) {
    try {
      return Optional.of(
          catalog.loadTable(TableIdentifier.of(Namespace.of(commit.value(), namespace), table)));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      catalog.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the catalog of commit " + commit, e);
    }
  }
}
