package io.studylake.lake;

import io.studylake.catalog.RefCatalog;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.StoreUnavailableException;
import io.studylake.version.VersionStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * Takes an older snapshot's data up again on a branch: points every table but the key maps, what
 * was set aside and the record of deliveries to what that snapshot holds.
 */
public final class TakeUp {
  /** Tables of {@code meta} that tell of deliveries, not of the data of one snapshot. */
  private static final List<String> RECORDS =
      List.of("columns", "datasets", "deliveries", "problems", "replays", "sites");

  /** Namespaces that only ever grow, whatever data are taken up again. */
  private static final List<String> GROWING = List.of("keys", SmallTable.QUARANTINE);

  private final VersionStore store;
  private final RefCatalog catalog;
  private final String branch;

  TakeUp(VersionStore store, RefCatalog catalog, String branch) {
    this.store = store;
    this.catalog = catalog;
    this.branch = branch;
  }

  /**
   * Whether a table is taken up again: all that hold the data of one snapshot are.
   *
   * @param table {@code <namespace>.<table>}
   */
  public static boolean takes(String table) {
    int dot = table.indexOf('.');
    String namespace = table.substring(0, dot);
    return !GROWING.contains(namespace) && !isRecord(namespace, table.substring(dot + 1));
  }

  /**
   * Takes up a snapshot as one commit.
   *
   * @return the commit; empty when the branch holds these data already
   */
  Optional<CommitId> of(CommitId from) {
    for (String namespace : Study.NAMESPACES) {
      if (!GROWING.contains(namespace)) {
        point(namespace, from);
      }
    }
    if (catalog.writtenPointers().isEmpty()) {
      return Optional.empty();
    }
    Commit commit =
        store.commit(
            branch,
            "Take up snapshot %s again".formatted(from.abbreviated()),
            Map.of("studylake.from", from.value()));
    List<String> lost = catalog.lostIn(commit.id());
    if (!lost.isEmpty()) {
      throw new StoreUnavailableException(
          "Cannot take up snapshot %s: commit %s lacks what was written to %s. Nothing was published; run it again."
              .formatted(from.abbreviated(), commit.id(), String.join(", ", lost)),
          null);
    }
    return Optional.of(commit.id());
  }

  private void point(String namespace, CommitId from) {
    Map<String, String> wanted = new TreeMap<>();
    Namespace old = Namespace.of(from.value(), namespace);
    if (catalog.namespaceExists(old)) {
      for (TableIdentifier table : catalog.listTables(old)) {
        wanted.put(table.name(), metadataLocation(table));
      }
    }
    for (TableIdentifier table : catalog.listTables(Namespace.of(branch, namespace))) {
      if (isRecord(namespace, table.name())) {
        // What was delivered stays on record, whatever data are taken up again.
        wanted.remove(table.name());
      } else if (!wanted.containsKey(table.name())) {
        catalog.dropTable(table, false);
      }
    }
    wanted.forEach(
        (table, location) ->
            catalog.pointTo(TableIdentifier.of(Namespace.of(branch, namespace), table), location));
  }

  private static boolean isRecord(String namespace, String table) {
    return namespace.equals("meta") && RECORDS.contains(table);
  }

  private String metadataLocation(TableIdentifier table) {
    return catalog.pointer(table).orElseThrow().table().orElseThrow().metadataLocation();
  }
}
