package io.studylake.lake;

import io.studylake.catalog.RefCatalog;
import io.studylake.version.CommitId;
import io.studylake.version.ExclusiveWrite;
import io.studylake.version.PathExistsException;
import io.studylake.version.Retry;
import io.studylake.version.VersionStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The branch that one run works on. Reads see the branch with what the run has staged; the parent
 * is the snapshot that the run's data start from. Nothing else is written through it.
 */
public final class WorkBranch implements AutoCloseable {
  private final Study study;
  private final RunId run;
  private final String name;
  private final String delivery;
  private final CommitId base;
  private final CommitId parent;
  private final CommitId start;
  private final RefCatalog catalog;
  private final Map<TableIdentifier, Table> tables = new ConcurrentHashMap<>();
  private final Links links;
  private final Set<String> files = ConcurrentHashMap.newKeySet();
  private final Lazy<SparkSession> spark;

  WorkBranch(
      Study study, RunId run, String delivery, Branching branching, Supplier<SparkSession> spark) {
    this.study = study;
    this.run = run;
    this.name = branching.branch();
    this.delivery = delivery;
    this.base = branching.base();
    this.parent = branching.parent();
    this.start = branching.start();
    this.catalog = study.catalog(Optional.of(name));
    catalog.adopt(branching.written());
    this.links = new Links(study.store(), name, study.linksAtOnce());
    this.spark = new Lazy<>(() -> study.attach(spark.get().newSession(), Optional.of(name)));
  }

  /**
   * Where a branch started.
   *
   * @param branch its name
   * @param base the head of {@code main} that it was created from
   * @param parent the commit whose data the run starts from: the base, or an older snapshot taken
   *     up again on top of it
   * @param start the commit that it was created from: the base, or the end of a run that goes on
   * @param written the pointers that were put on the branch so far: id by path
   */
  record Branching(
      String branch, CommitId base, CommitId parent, CommitId start, Map<String, String> written) {}

  /** The branch's name. */
  public String name() {
    return name;
  }

  /** The run that owns it. */
  public RunId run() {
    return run;
  }

  /** The delivery that the run works on. */
  public String delivery() {
    return delivery;
  }

  /** The head of {@code main} that the branch was created from. */
  public CommitId base() {
    return base;
  }

  /** The snapshot whose data the run starts from. */
  public CommitId parent() {
    return parent;
  }

  /** The version store of the study. */
  public VersionStore store() {
    return study.store();
  }

  /** The session of this run; its catalog {@code study} writes to this branch alone. */
  public SparkSession spark() {
    return spark.get();
  }

  /** A table of this branch, as it is staged now. */
  public Optional<Table> table(String namespace, String table) {
    return loaded(identifier(name, namespace, table));
  }

  /** A table of the parent snapshot. */
  public Optional<Table> parentTable(String namespace, String table) {
    return loaded(identifier(parent.value(), namespace, table));
  }

  /** The tables of a namespace on this branch, in order of name. */
  public List<String> tables(String namespace) {
    return names(name, namespace);
  }

  /** The tables of a namespace in the parent snapshot, in order of name. */
  public List<String> parentTables(String namespace) {
    return names(parent.value(), namespace);
  }

  /** The tables of this branch, as they are staged now. */
  public SnapshotTables staged() {
    return view(name);
  }

  /** The tables of the parent snapshot. */
  public SnapshotTables parentSnapshot() {
    return view(parent.value());
  }

  private SnapshotTables view(String ref) {
    return new SnapshotTables() {
      @Override
      public List<String> names(String namespace) {
        return WorkBranch.this.names(ref, namespace);
      }

      @Override
      public Optional<Table> table(String namespace, String table) {
        return loaded(identifier(ref, namespace, table));
      }
    };
  }

  /** A table of this branch as Spark reads it. */
  public Dataset<Row> read(String namespace, String table) {
    return spark().table(sqlName(name, namespace, table));
  }

  /** Makes sure that a table exists and has this schema and comment. */
  public List<SchemaChange> shape(
      String namespace, String table, Schema schema, String comment, Map<String, String> more) {
    Optional<Table> existing = table(namespace, table);
    if (existing.isPresent()) {
      return SchemaEvolution.apply(existing.get(), schema, comment);
    }
    Map<String, String> properties = new HashMap<>(more);
    properties.putAll(study.tableProperties(namespace, table));
    if (!comment.isEmpty()) {
      properties.put("comment", comment);
    }
    TableIdentifier identifier = identifier(name, namespace, table);
    tables.put(
        identifier, catalog.buildTable(identifier, schema).withProperties(properties).create());
    return List.of();
  }

  /**
   * Replaces all rows of a table in one commit.
   *
   * @param fingerprint of everything that decides the rows
   */
  public SnapshotFacts replace(
      String namespace, String table, Dataset<Row> rows, String fingerprint) {
    try {
      var writer = rows.writeTo(sqlName(name, namespace, table));
      summary(fingerprint)
          .forEach((key, value) -> writer.option("snapshot-property." + key, value));
      writer.overwrite(functions.lit(true));
      writtenBySpark(namespace, table);
    } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
      throw new IllegalStateException("the table was made before it is written", e);
    }
    return SnapshotFacts.of(table(namespace, table).orElseThrow());
  }

  /** Removes all rows of a table in one commit, without Spark. */
  public SnapshotFacts clear(String namespace, String table, String fingerprint) {
    var delete =
        table(namespace, table)
            .orElseThrow()
            .newDelete()
            .deleteFromRowFilter(org.apache.iceberg.expressions.Expressions.alwaysTrue());
    summary(fingerprint).forEach(delete::set);
    delete.commit();
    return SnapshotFacts.of(table(namespace, table).orElseThrow());
  }

  /**
   * Notes beside a table's fingerprint how many rows of its file were set aside, so that it is
   * known without a scan as long as the table stays as it is. A commit without data, of its own:
   * the number is known only after the rows are written.
   */
  public SnapshotFacts noteQuarantined(
      String namespace, String table, String fingerprint, long rows) {
    AppendFiles nothing = table(namespace, table).orElseThrow().newFastAppend();
    SnapshotFacts.withQuarantined(summary(fingerprint), rows).forEach(nothing::set);
    nothing.commit();
    return SnapshotFacts.of(table(namespace, table).orElseThrow());
  }

  /** Appends rows to a table in one commit, with figures in the snapshot's summary. */
  public void append(
      String namespace, String table, Dataset<Row> rows, Map<String, String> figures) {
    try {
      var writer = rows.writeTo(sqlName(name, namespace, table));
      summary("").forEach((key, value) -> writer.option("snapshot-property." + key, value));
      figures.forEach((key, value) -> writer.option("snapshot-property." + key, value));
      writer.append();
      writtenBySpark(namespace, table);
    } catch (org.apache.spark.sql.catalyst.analysis.NoSuchTableException e) {
      throw new IllegalStateException("the table was made before it is written", e);
    }
  }

  /** What each snapshot that this run makes says about where it came from. */
  public Map<String, String> summary(String fingerprint) {
    return SnapshotFacts.summary(fingerprint, delivery, run);
  }

  /** Drops a table on this branch; earlier snapshots keep it. */
  public void drop(String namespace, String table) {
    catalog.dropTable(identifier(name, namespace, table), false);
    tables.remove(identifier(name, namespace, table));
  }

  /**
   * Stages a file that nobody else can have written, since its path or content names this run. A
   * try of unknown outcome is read back and made again, a bounded number of times.
   *
   * @throws io.studylake.version.PathExistsException when another content is there
   * @throws io.studylake.version.StoreUnavailableException when nobody can tell
   */
  public void write(String path, byte[] content) {
    if (new ExclusiveWrite(store(), Retry.DEFAULT).create(name, path, content).isPresent()) {
      throw new PathExistsException(
          "Cannot create %s on branch '%s': it exists, and this run did not write it."
              .formatted(path, name));
    }
    files.add(path);
  }

  /** Puts links on this branch. */
  public Links links() {
    return links;
  }

  /**
   * Shows the data files of this branch's tables under {@code data/}, where the store is one that
   * people browse; takes away what is shown where that is switched off.
   *
   * @return links made and removed
   */
  public int linkData() {
    if (!study.isBrowsed()) {
      return 0;
    }
    DataLinks shown = new DataLinks(store(), name, links);
    if (!study.linksData()) {
      return shown.clear();
    }
    return shown.refresh(
        shown.none() || !start.equals(base) ? tables() : writtenTables(),
        table -> table(table.namespace().level(1), table.name()));
  }

  private Set<TableIdentifier> writtenTables() {
    Set<TableIdentifier> written = new LinkedHashSet<>(catalog.writtenTables());
    spark.ifMade().ifPresent(session -> written.addAll(Study.catalogOf(session).writtenTables()));
    return written;
  }

  private Set<TableIdentifier> tables() {
    Set<TableIdentifier> all = new LinkedHashSet<>();
    for (String namespace : Study.NAMESPACES) {
      tables(namespace).forEach(table -> all.add(identifier(name, namespace, table)));
    }
    return all;
  }

  /** Compares a commit of this branch with what this run did since it was created. */
  public CommitCheck check(CommitId commit) {
    List<String> lost = new ArrayList<>(catalog.lostIn(commit));
    Set<String> written = new HashSet<>(catalog.writtenPointers().keySet());
    spark
        .ifMade()
        .map(Study::catalogOf)
        .ifPresent(
            other -> {
              lost.addAll(other.lostIn(commit));
              written.addAll(other.writtenPointers().keySet());
            });
    Set<String> placed = new HashSet<>(files);
    placed.addAll(links.placed());
    return CommitCheck.of(
        store().diff(start, commit), new CommitCheck.Done(written, placed, links.removed()), lost);
  }

  @Override
  public void close() {
    spark.ifMade().ifPresent(Study::detach);
    study.release(catalog);
  }

  /**
   * A table that is loaded once: this run alone writes to its branch, by these tables or by Spark,
   * whose writes are told with {@link #writtenBySpark}.
   */
  private Optional<Table> loaded(TableIdentifier identifier) {
    try {
      return Optional.of(tables.computeIfAbsent(identifier, catalog::loadTable));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  private void writtenBySpark(String namespace, String table) {
    tables.remove(identifier(name, namespace, table));
  }

  private List<String> names(String ref, String namespace) {
    Namespace wanted = Namespace.of(ref, namespace);
    if (!catalog.namespaceExists(wanted)) {
      // The first snapshot of a study has none.
      return List.of();
    }
    return catalog.listTables(wanted).stream().map(TableIdentifier::name).sorted().toList();
  }

  private static TableIdentifier identifier(String ref, String namespace, String table) {
    return TableIdentifier.of(Namespace.of(ref, namespace), table);
  }

  private static String sqlName(String ref, String namespace, String table) {
    return "study.`%s`.`%s`.`%s`".formatted(ref, namespace, table);
  }
}
