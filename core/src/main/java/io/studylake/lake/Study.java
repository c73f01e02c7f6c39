package io.studylake.lake;

import io.studylake.catalog.CatalogSettings;
import io.studylake.catalog.RefCatalog;
import io.studylake.catalog.WarehouseFiles;
import io.studylake.config.LakeConfig;
import io.studylake.storage.HadoopConfigurations;
import io.studylake.storage.ObjectFolder;
import io.studylake.store.StoreKind;
import io.studylake.version.CommitId;
import io.studylake.version.RefNames;
import io.studylake.version.VersionStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.spark.source.HasIcebergCatalog;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** One study, opened: its version store and its warehouse. */
public final class Study implements AutoCloseable {
  /** The catalog's name in Spark: tables are {@code study.`<ref>`.<namespace>.<table>}. */
  public static final String CATALOG = "study";

  /** The namespaces that every study has. */
  public static final List<String> NAMESPACES =
      List.of("base", "keys", "meta", "quarantine", "raw");

  private final String name;
  private final String repository;
  private final LakeConfig config;
  private final VersionStore store;
  private final Lazy<Optional<Configuration>> hadoop;

  private Study(String name, String repository, LakeConfig config, VersionStore store) {
    this.name = name;
    this.repository = repository;
    this.config = config;
    this.store = store;
    this.hadoop =
        new Lazy<>(
            () ->
                config.warehouseIsFolder()
                    ? Optional.empty()
                    : Optional.of(HadoopConfigurations.of(config.hadoop())));
  }

  /**
   * Opens a study that exists.
   *
   * @throws IllegalArgumentException when the name can name no study
   */
  public static Study open(LakeConfig config, String name) {
    String repository = RefNames.repository(config.repositoryOf(name));
    return new Study(
        name, repository, config, kind(config).open(config.storeProperties(), repository));
  }

  /**
   * Opens a study, made empty when there is none yet.
   *
   * @throws IllegalArgumentException when the name can name no study
   */
  public static Study openOrCreate(LakeConfig config, String name) {
    String repository = RefNames.repository(config.repositoryOf(name));
    return new Study(
        name, repository, config, kind(config).openOrCreate(config.storeProperties(), repository));
  }

  /**
   * Makes a study ready for its first delivery: its repository, and what the store itself can
   * guard. Safe to repeat.
   *
   * @return what had to be done for its guard, a line each
   */
  public static List<String> initialise(LakeConfig config, String name) {
    String repository = RefNames.repository(config.repositoryOf(name));
    StoreKind.Initialised initialised =
        kind(config).initialise(config.storeProperties(), repository);
    initialised.store().close();
    return initialised.done();
  }

  private static StoreKind kind(LakeConfig config) {
    return StoreKind.named(config.store()).orElseThrow();
  }

  /** The study's name. */
  public String name() {
    return name;
  }

  /** Its repository in the version store. */
  public String repository() {
    return repository;
  }

  /** Its version store. */
  public VersionStore store() {
    return store;
  }

  /**
   * Whether the store itself guards {@code main}, as far as {@link #initialise} can make it.
   *
   * @param main its head
   */
  public boolean isGuarded(CommitId main) {
    return kind(config).isGuarded(store, main);
  }

  /** Whether people browse the store with tools of its own. */
  boolean isBrowsed() {
    return kind(config) == StoreKind.LAKEFS;
  }

  /** Whether they shall see the data files of tables there. */
  boolean linksData() {
    return config.lakefs().linkData();
  }

  /** Links that are made at the same time. */
  int linksAtOnce() {
    return config.lakefs().linksAtOnce();
  }

  /** The folder of its archived files, in the file system or in an object store. */
  public URI archive() {
    return URI.create("%s/%s/archive".formatted(config.warehouse(), repository));
  }

  /** The folder of the warehouse that belongs to this study, as Iceberg names it. */
  public String folder() {
    return "%s/%s".formatted(config.warehouseLocation(), repository);
  }

  /** Opens the files of the warehouse; to be closed. */
  public FileIO files() {
    return WarehouseFiles.open(config.warehouseLocation(), Map.of(), hadoop().orElse(null));
  }

  /**
   * How the driver reaches the warehouse without Spark; empty when it is a folder, which is read
   * without Hadoop.
   */
  public Optional<Configuration> hadoop() {
    return hadoop.get();
  }

  /**
   * Checks that the warehouse's object store answers; a folder always does.
   *
   * @throws io.studylake.storage.ObjectStoreException when it does not
   */
  public void requireWarehouse() {
    hadoop().ifPresent(reached -> new ObjectFolder(archive(), reached).requireAnswer());
  }

  /** A catalog over this study's store; refs are pinned at their first use. */
  public RefCatalog catalog(Optional<String> workBranch) {
    CatalogSettings reading =
        CatalogSettings.reading(CATALOG, repository, config.warehouseLocation());
    return RefCatalog.over(store, workBranch.map(reading::writing).orElse(reading), hadoop());
  }

  /** Gives a session the catalog {@code study}; refs are pinned at their first use. */
  public SparkSession attach(SparkSession session, Optional<String> workBranch) {
    String prefix = "spark.sql.catalog." + CATALOG;
    var conf = session.conf();
    Map<String, String> properties = new TreeMap<>(config.storeProperties());
    Map<String, String> credentials = new TreeMap<>(properties);
    credentials.keySet().retainAll(kind(config).credentials());
    properties.keySet().removeAll(credentials.keySet());
    conf.set(prefix, "org.apache.iceberg.spark.SparkCatalog");
    conf.set(prefix + ".catalog-impl", RefCatalog.class.getName());
    conf.set(prefix + ".uri", store.uri());
    conf.set(prefix + ".study", repository);
    properties.forEach((key, value) -> conf.set(prefix + "." + key, value));
    conf.set(prefix + ".warehouse", config.warehouseLocation());
    conf.set(prefix + ".cache-enabled", "false");
    workBranch.ifPresent(branch -> conf.set(prefix + ".work-branch", branch));
    if (!credentials.isEmpty()) {
      startCatalog(session, credentials);
    }
    return session;
  }

  /**
   * Starts a session's catalog with credentials that are no setting of the session: Spark writes
   * those into its event log with every job, unredacted, and hands them to the executors. Hadoop's
   * configuration, which catalogs are given too, has them just for this moment.
   */
  private static void startCatalog(SparkSession session, Map<String, String> credentials) {
    SparkContext context = session.sparkContext();
    synchronized (context) {
      Configuration hadoop = context.hadoopConfiguration();
      try {
        credentials.forEach((key, value) -> hadoop.set(RefCatalog.HADOOP_PREFIX + key, value));
        catalogOf(session);
      } finally {
        credentials.keySet().forEach(key -> hadoop.unset(RefCatalog.HADOOP_PREFIX + key));
      }
    }
  }

  /** The catalog that a session with {@link #attach} reads and writes through. */
  public static RefCatalog catalogOf(SparkSession session) {
    Option<SparkSession> active = SparkSession.getActiveSession();
    try {
      // A catalog is looked for in the settings of the thread's active session.
      SparkSession.setActiveSession(session);
      Object plugin = session.sessionState().catalogManager().catalog(CATALOG);
      return (RefCatalog) ((HasIcebergCatalog) plugin).icebergCatalog();
    } catch (ClassCastException e) {
      throw new IllegalStateException("the session's catalog study is not ours", e);
    } finally {
      SparkSession.clearActiveSession();
      active.foreach(
          before -> {
            SparkSession.setActiveSession(before);
            return null;
          });
    }
  }

  /** The name of a run's own branch. */
  public static String branchOf(String delivery, RunId run) {
    return delivery + "-" + run.value();
  }

  /**
   * Creates a run's own branch.
   *
   * @param head the head of {@code main} that the run was planned on
   * @param from the published snapshot whose data the run starts from; the head when empty. Key
   *     maps are always the head's, so that no number ever means two members
   */
  public WorkBranch branch(
      RunId run,
      String delivery,
      CommitId head,
      Optional<CommitId> from,
      Supplier<SparkSession> spark) {
    String branch = branchOf(delivery, run);
    store.createBranch(branch, head);
    try (RefCatalog catalog = catalog(Optional.of(branch))) {
      for (String namespace : NAMESPACES) {
        Namespace wanted = Namespace.of(branch, namespace);
        if (!catalog.namespaceExists(wanted)) {
          catalog.createNamespace(wanted);
        }
      }
      CommitId parent =
          from.isPresent() && !from.get().equals(head)
              ? new TakeUp(store, catalog, branch).of(from.get()).orElse(head)
              : head;
      return new WorkBranch(
          this,
          run,
          delivery,
          new WorkBranch.Branching(branch, head, parent, head, catalog.writtenPointers()),
          spark);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the catalog of " + name, e);
    }
  }

  /**
   * Creates a branch that goes on where a run ended.
   *
   * @param run the run whose work goes on
   * @param delivery its delivery
   * @param branch the new branch's name
   * @param end the last commit of the run's own branch
   * @param base the head of {@code main} that the run started from
   */
  public WorkBranch goOn(RunId run, String delivery, String branch, CommitId end, CommitId base) {
    store.createBranch(branch, end);
    return new WorkBranch(
        this,
        run,
        delivery,
        new WorkBranch.Branching(branch, base, base, end, Map.of()),
        () -> {
          throw new IllegalStateException("what a run did needs no Spark any more");
        });
  }

  /** Names that lineage knows a table by: the same on every branch and in every delivery. */
  Map<String, String> tableProperties(String namespace, String table) {
    return Map.of(
        "openlineage.dataset.namespace",
        "studylake://" + repository,
        "openlineage.dataset.name",
        namespace + "." + table);
  }

  /** Closes the catalog of a session that {@link #attach} gave one, if it was used. */
  static void detach(SparkSession session) {
    try {
      catalogOf(session).close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a session's catalog", e);
    }
  }

  void release(RefCatalog catalog) {
    try {
      catalog.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the catalog of " + name, e);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
