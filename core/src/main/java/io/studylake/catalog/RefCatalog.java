package io.studylake.catalog;

import io.studylake.store.StoreKind;
import io.studylake.version.CommitId;
import io.studylake.version.Retry;
import io.studylake.version.VersionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.BaseMetastoreCatalog;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.hadoop.Configurable;
import org.apache.iceberg.io.FileIO;

/**
 * The tables of a study on every branch, tag and commit, as {@code <ref>.<namespace>.<table>}.
 *
 * <p>In Spark: {@code spark.sql.catalog.study = org.apache.iceberg.spark.SparkCatalog} with {@code
 * catalog-impl} this class, {@code uri}, {@code study}, {@code warehouse}, {@code store}, {@code
 * cache-enabled = false} and, to write, {@code work-branch}; no {@code type}. Refs with a dash or a
 * leading digit need backticks.
 *
 * <p>Each ref is resolved to a commit once and read at it until {@link #refresh}, so that one query
 * never joins two snapshots; a table keeps the commit it was loaded at. The work branch alone is
 * read as it is written, and is the only ref that takes writes.
 *
 * <p>Safe for use by several threads. Files are never deleted: refs share them.
 */
public final class RefCatalog extends BaseMetastoreCatalog
    implements SupportsNamespaces, Configurable<Object> {
  /** What a credential of the store is called in Hadoop's configuration begins with this. */
  public static final String HADOOP_PREFIX = "studylake.";

  private Optional<VersionStore> owned = Optional.empty();
  private Object hadoopConf;
  private CatalogParts parts;

  /** For Iceberg, which creates catalogs by name and then calls {@link #initialize}. */
  public RefCatalog() {}

  /** A catalog over an open store, which the caller closes. */
  public static RefCatalog over(VersionStore store, CatalogSettings settings) {
    return over(store, settings, Retry.DEFAULT);
  }

  /**
   * A catalog over an open store, which the caller closes.
   *
   * @param hadoop how a warehouse in an object store is reached; empty when it is a folder
   */
  public static RefCatalog over(
      VersionStore store, CatalogSettings settings, Optional<Configuration> hadoop) {
    return over(store, settings, hadoop, Retry.DEFAULT);
  }

  static RefCatalog over(VersionStore store, CatalogSettings settings, Retry retry) {
    return over(store, settings, Optional.empty(), retry);
  }

  private static RefCatalog over(
      VersionStore store, CatalogSettings settings, Optional<Configuration> hadoop, Retry retry) {
    RefCatalog catalog = new RefCatalog();
    catalog.parts = new CatalogParts(store, settings, hadoop.orElse(null), retry);
    return catalog;
  }

  @Override
  public void setConf(Object conf) {
    this.hadoopConf = conf;
  }

  /**
   * Opens the store that the properties name; how a server is reached may come from the environment
   * instead.
   *
   * @throws IllegalArgumentException naming the property that is missing or cannot be used
   */
  @Override
  public void initialize(String name, Map<String, String> properties) {
    CatalogSettings settings = CatalogSettings.of(name, properties);
    VersionStore store = openStore(name, settings.study(), properties);
    try {
      parts = new CatalogParts(store, settings, hadoopForFiles(), Retry.DEFAULT);
      owned = Optional.of(store);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private VersionStore openStore(String name, String study, Map<String, String> properties) {
    String word =
        CatalogSettings.required(
            name, properties, StoreKind.STORE, "the kind of store, local or lakefs");
    StoreKind kind =
        StoreKind.named(word)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot start catalog %s: there is no store '%s'. Set property %s to local or lakefs."
                            .formatted(name, word, StoreKind.STORE)));
    Map<String, String> told = new HashMap<>(properties);
    kind.credentials().forEach(key -> inHadoop(key).ifPresent(value -> told.put(key, value)));
    Map<String, String> completed = kind.completed(told, System.getenv());
    kind.needed()
        .forEach((key, meaning) -> CatalogSettings.required(name, completed, key, meaning));
    // A catalog creates no study: whoever reads a wrong name is told so.
    return kind.open(completed, study);
  }

  /** A credential in Hadoop's configuration, or in the credential provider that it names. */
  private Optional<String> inHadoop(String key) {
    if (!(hadoopConf instanceof Configuration hadoop)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(hadoop.getPassword(HADOOP_PREFIX + key)).map(String::new);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read %s%s from Hadoop's credential provider".formatted(HADOOP_PREFIX, key), e);
    }
  }

  /** What opens files goes to the executors, so it knows no credential of the store. */
  private Object hadoopForFiles() {
    if (!(hadoopConf instanceof Configuration hadoop)) {
      return hadoopConf;
    }
    Configuration forFiles = new Configuration(hadoop);
    for (StoreKind kind : StoreKind.values()) {
      kind.credentials().forEach(key -> forFiles.unset(HADOOP_PREFIX + key));
    }
    return forFiles;
  }

  @Override
  public String name() {
    return parts.settings.name();
  }

  @Override
  protected Map<String, String> properties() {
    return parts.settings.properties();
  }

  // Refs

  /** Each ref that was read so far, and the commit it is read at. */
  public Map<String, CommitId> pins() {
    return parts.refs.pins();
  }

  /**
   * The commit that a ref is read at from now on, resolved when it was not read before.
   *
   * @throws io.studylake.version.RefNotFoundException when there is none; names the nearest ref
   */
  public CommitId commit(String ref) {
    return parts.refs.require(ref);
  }

  /** From now on reads each ref as it is when it is next asked for. */
  public void refresh() {
    parts.refs.refresh();
  }

  /** The tables on a ref in order of name, with what each points at; reads no metadata files. */
  public List<TablePointer> tables(String ref) {
    if (parts.refs.view(ref).isEmpty()) {
      throw new NoSuchNamespaceException(
          "Cannot list the tables on %s: there is no branch, tag or commit of that name.", ref);
    }
    return parts.tablesOn(ref);
  }

  /**
   * What a table points at on a ref; empty when it does not exist there. Equal on two refs when the
   * table did not move between them.
   */
  public Optional<Pointer> pointer(TableIdentifier identifier) {
    return CatalogNames.isTable(identifier) && parts.refs.view(ref(identifier)).isPresent()
        ? parts.table(identifier).pointer()
        : Optional.empty();
  }

  /** Every pointer of a table on a ref, newest first, void ones marked. */
  public List<LoggedPointer> history(TableIdentifier identifier) {
    RefTable table = parts.table(CatalogNames.requireTable(identifier));
    return table.log().readAll(table.view());
  }

  /**
   * The paths at which a commit does not hold the pointer that this catalog last wrote there: empty
   * unless the store lost a write that was made while it committed.
   */
  public List<String> lostIn(CommitId commit) {
    return parts.logs.lostIn(commit);
  }

  /** Opens the files that tables name; closed with the catalog. */
  public FileIO io() {
    return parts.io;
  }

  // Tables

  @Override
  public Table loadTable(TableIdentifier identifier) {
    return super.loadTable(CatalogNames.canonical(identifier));
  }

  /** Whether the table exists; reads no metadata file. */
  @Override
  public boolean tableExists(TableIdentifier identifier) {
    return CatalogNames.isTable(identifier)
        ? pointer(identifier).isPresent()
        : super.tableExists(identifier);
  }

  @Override
  public TableBuilder buildTable(TableIdentifier identifier, Schema schema) {
    return super.buildTable(writable(identifier), schema);
  }

  @Override
  public Table registerTable(TableIdentifier identifier, String metadataLocation) {
    return super.registerTable(writable(identifier), metadataLocation);
  }

  @Override
  public Table registerTable(
      TableIdentifier identifier, String metadataLocation, boolean overwrite) {
    if (!overwrite) {
      return registerTable(identifier, metadataLocation);
    }
    pointTo(identifier, metadataLocation);
    return loadTable(identifier);
  }

  /**
   * Points a table on the work branch at another metadata file, an older one for example; the table
   * need not exist. Does nothing when it points there already.
   *
   * @return the pointer that now stands
   */
  public Pointer pointTo(TableIdentifier identifier, String metadataLocation) {
    RefTable table = parts.table(writable(identifier));
    LogState state = table.state();
    parts.writes.requireInside(table, metadataLocation);
    TableMetadata metadata = TableMetadataParser.read(parts.io, metadataLocation);
    Target target = new Target.Table(metadataLocation, metadata.uuid());
    if (state.live().equals(Optional.of(target))) {
      return state.current().orElseThrow();
    }
    parts.writes.requireNamespace(table);
    parts.writes.checked(table, true, metadata);
    return parts.writes.append(table, state, target);
  }

  /** Drops a table without purging it, unlike Iceberg's default: its files are shared. */
  @Override
  public boolean dropTable(TableIdentifier identifier) {
    return dropTable(identifier, false);
  }

  @Override
  public boolean dropTable(TableIdentifier identifier, boolean purge) {
    if (purge) {
      throw new UnsupportedOperationException(
          "Cannot purge table %s: other refs may share its files. Drop it without purge."
              .formatted(identifier));
    }
    if (!CatalogNames.isTable(identifier)) {
      return false;
    }
    RefTable table = parts.table(writable(identifier));
    LogState state = table.state();
    if (state.live().isEmpty()) {
      return false;
    }
    parts.writes.append(table, state, new Target.Dropped());
    return true;
  }

  @Override
  public void renameTable(TableIdentifier from, TableIdentifier to) {
    throw new UnsupportedOperationException(
        "Cannot rename table %s to %s: the logs of two names cannot change in one step. Create the"
                .formatted(from, to)
            + " new table from the old one, then drop the old one.");
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    loadNamespaceMetadata(namespace);
    return namespace.length() == 1
        ? List.of()
        : parts.tables(CatalogNames.canonical(namespace)).stream()
            .map(TablePointer::identifier)
            .toList();
  }

  @Override
  protected boolean isValidIdentifier(TableIdentifier identifier) {
    return CatalogNames.isTable(identifier);
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier identifier) {
    return new RefTableOperations(name(), parts.table(identifier), parts.writes, parts.files);
  }

  @Override
  protected String defaultWarehouseLocation(TableIdentifier identifier) {
    TableIdentifier table = CatalogNames.requireTable(identifier);
    return parts.warehouse.newTableLocation(table.namespace().level(1), table.name());
  }

  /** The pointers that this catalog put on the work branch: id by path. */
  public Map<String, String> writtenPointers() {
    return parts.logs.written();
  }

  /** Takes over the record of what another catalog of the same run put on the work branch. */
  public void adopt(Map<String, String> writtenPointers) {
    parts.logs.adopt(writtenPointers);
  }

  /** The tables on the work branch that this catalog put a pointer on, in order of name. */
  public List<TableIdentifier> writtenTables() {
    return parts.logs.writtenTables().stream()
        .map(name -> name.split("/", 2))
        .map(
            name -> TableIdentifier.of(parts.settings.workBranch().orElseThrow(), name[0], name[1]))
        .toList();
  }

  // Namespaces

  @Override
  public void createNamespace(Namespace namespace, Map<String, String> properties) {
    parts.namespaces.createNamespace(namespace, properties);
  }

  @Override
  public List<Namespace> listNamespaces(Namespace namespace) {
    return parts.namespaces.listNamespaces(namespace);
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(Namespace namespace) {
    return parts.namespaces.loadNamespaceMetadata(namespace);
  }

  @Override
  public boolean dropNamespace(Namespace namespace) {
    return parts.namespaces.dropNamespace(namespace);
  }

  @Override
  public boolean setProperties(Namespace namespace, Map<String, String> values) {
    return parts.namespaces.setProperties(namespace, values);
  }

  @Override
  public boolean removeProperties(Namespace namespace, Set<String> keys) {
    return parts.namespaces.removeProperties(namespace, keys);
  }

  @Override
  public void close() throws IOException {
    super.close();
    parts.io.close();
    owned.ifPresent(VersionStore::close);
  }

  private TableIdentifier writable(TableIdentifier requested) {
    TableIdentifier identifier = CatalogNames.requireTable(requested);
    parts.writes.requireWritable(identifier);
    return identifier;
  }

  private static String ref(TableIdentifier identifier) {
    return identifier.namespace().level(0);
  }
}
