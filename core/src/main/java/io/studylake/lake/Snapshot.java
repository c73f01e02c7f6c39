package io.studylake.lake;

import io.studylake.catalog.RefCatalog;
import io.studylake.version.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * A study at one commit, told from its tables' metadata alone.
 *
 * @param datasets in order of name
 * @param members surrogate keys given, by entity
 */
public record Snapshot(List<DatasetState> datasets, Map<String, Long> members) {
  /**
   * One dataset of a snapshot.
   *
   * @param name lower case
   * @param label its label; empty when it has none
   * @param rows its rows
   * @param quarantined rows of its file that were set aside
   * @param columns columns of its raw table, without {@code _line}
   * @param rawDelivery the delivery that last changed its raw table
   * @param baseDelivery the delivery that last changed its base table
   */
  public record DatasetState(
      String name,
      String label,
      long rows,
      long quarantined,
      int columns,
      String rawDelivery,
      String baseDelivery) {}

  /** Reads a snapshot. */
  public static Snapshot read(Study study, CommitId commit) {
    try (RefCatalog catalog = study.catalog(Optional.empty())) {
      List<DatasetState> datasets = new ArrayList<>();
      for (TableIdentifier raw : tables(catalog, commit, "raw")) {
        TableIdentifier base = TableIdentifier.of(Namespace.of(commit.value(), "base"), raw.name());
        Table table = catalog.loadTable(raw);
        SnapshotFacts facts = SnapshotFacts.of(table);
        datasets.add(
            new DatasetState(
                raw.name(),
                table.properties().getOrDefault("comment", ""),
                facts.rows(),
                facts.quarantined(),
                table.schema().columns().size() - 1,
                facts.delivery(),
                catalog.tableExists(base)
                    ? SnapshotFacts.of(catalog.loadTable(base)).delivery()
                    : ""));
      }
      Map<String, Long> members = new TreeMap<>();
      for (TableIdentifier keys : tables(catalog, commit, "keys")) {
        members.put(keys.name(), SnapshotFacts.of(catalog.loadTable(keys)).rows());
      }
      return new Snapshot(datasets, members);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the catalog of " + study.name(), e);
    }
  }

  private static List<TableIdentifier> tables(
      RefCatalog catalog, CommitId commit, String namespace) {
    Namespace name = Namespace.of(commit.value(), namespace);
    return catalog.namespaceExists(name) ? catalog.listTables(name) : List.of();
  }
}
