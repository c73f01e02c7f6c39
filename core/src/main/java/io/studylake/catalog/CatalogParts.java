package io.studylake.catalog;

import io.studylake.version.Retry;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;

/** What an open catalog consists of, put together once. */
final class CatalogParts {
  /** Properties of the version store lakefs, its credentials among them. */
  private static final String STORE_PROPERTIES = "lakefs.";

  final CatalogSettings settings;
  final Refs refs;
  final PointerLogs logs;
  final RefNamespaces namespaces;
  final Warehouse warehouse;
  final TableWrites writes;
  final FileIO io;
  final MetadataFiles files;

  CatalogParts(VersionStore store, CatalogSettings settings, Object hadoopConf, Retry retry) {
    this.settings = settings;
    this.refs = new Refs(store, settings.workBranch());
    this.logs = new PointerLogs(store, retry);
    NamespaceLogs namespaceLogs = new NamespaceLogs(logs);
    this.namespaces = new RefNamespaces(refs, namespaceLogs, namespace -> tables(namespace).size());
    this.warehouse = new Warehouse(settings.warehouse(), settings.study());
    this.writes = new TableWrites(refs, logs, namespaceLogs, warehouse);
    this.io = CatalogUtil.loadFileIO(ioImpl(), ioProperties(), hadoopConf);
    this.files = new MetadataFiles(io);
  }

  /**
   * A table that may or may not exist.
   *
   * @throws NoSuchTableException when there is no such ref
   */
  RefTable table(TableIdentifier requested) {
    TableIdentifier identifier = CatalogNames.canonical(requested);
    String ref = identifier.namespace().level(0);
    return table(
        identifier,
        refs.view(ref)
            .orElseThrow(
                () ->
                    new NoSuchTableException(
                        "Table does not exist: %s (no branch, tag or commit %s)",
                        identifier, ref)));
  }

  /** The tables that exist on a ref. */
  List<TablePointer> tablesOn(String ref) {
    return refs.view(ref).stream().flatMap(view -> live(ref, view, logs.tableNames(view))).toList();
  }

  /** The tables that exist in a namespace. */
  List<TablePointer> tables(Namespace namespace) {
    String ref = namespace.level(0);
    return refs.view(ref).stream()
        .flatMap(view -> live(ref, view, logs.tableNames(view, namespace.level(1))))
        .toList();
  }

  private Stream<TablePointer> live(String ref, View view, List<String> names) {
    return names.stream()
        .map(name -> name.split("/", 2))
        .map(name -> table(TableIdentifier.of(ref, name[0], name[1]), view))
        .flatMap(
            table ->
                table
                    .pointer()
                    .map(pointer -> new TablePointer(table.identifier(), pointer))
                    .stream());
  }

  private RefTable table(TableIdentifier identifier, View view) {
    PointerLog log = logs.table(identifier.namespace().level(1), identifier.name());
    return new RefTable(identifier, log, view);
  }

  private String ioImpl() {
    return Optional.ofNullable(settings.properties().get(CatalogProperties.FILE_IO_IMPL))
        .orElseGet(() -> WarehouseFiles.implementation(settings.warehouse()));
  }

  /** What a FileIO is told: it goes with a table to every executor, the store's secrets do not. */
  private Map<String, String> ioProperties() {
    return settings.properties().entrySet().stream()
        .filter(property -> !property.getKey().startsWith(STORE_PROPERTIES))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
