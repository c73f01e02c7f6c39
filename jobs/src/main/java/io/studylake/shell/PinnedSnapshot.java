package io.studylake.shell;

import io.studylake.lake.Snapshot;
import io.studylake.lake.Study;
import io.studylake.text.Nearest;
import io.studylake.version.CommitId;
import java.util.List;
import java.util.Locale;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A study as a ref showed it when it was asked for: stays at that commit, whatever is published or
 * refreshed later.
 */
public final class PinnedSnapshot {
  private final SparkSession session;
  private final Study study;
  private final String ref;
  private final CommitId commit;

  PinnedSnapshot(SparkSession session, Study study, String ref, CommitId commit) {
    this.session = session;
    this.study = study;
    this.ref = ref;
    this.commit = commit;
  }

  /** The ref that was asked for. */
  public String ref() {
    return ref;
  }

  /** The id of the commit that is read. */
  public String commit() {
    return commit.value();
  }

  /** The datasets, with rows, columns, and the delivery that last changed each base table. */
  public Facts tables() {
    Facts facts = Facts.of(session, "dataset", "rows#", "columns#", "changed by", "label");
    for (Snapshot.DatasetState dataset : Snapshot.read(study, commit).datasets()) {
      facts.add(
          dataset.name(),
          dataset.rows(),
          (long) dataset.columns(),
          dataset.baseDelivery(),
          dataset.label());
    }
    return facts;
  }

  /**
   * The rows of a table: {@code dm} is {@code base.dm}, the rows with their surrogate keys; any
   * other by its namespace, {@code meta.deliveries} for example.
   *
   * @throws IllegalArgumentException when there is none; names the nearest
   */
  public Dataset<Row> table(String name) {
    int point = name.indexOf('.');
    return point < 0
        ? base(name)
        : read(name.substring(0, point), name.substring(point + 1), "namespace");
  }

  /** The rows of a dataset with their surrogate keys. */
  public Dataset<Row> base(String dataset) {
    return read("base", dataset, "dataset");
  }

  /** The rows of a dataset as delivered, typed, each with its line in the file. */
  public Dataset<Row> raw(String dataset) {
    return read("raw", dataset, "dataset");
  }

  /** The key map of an entity, {@code patient} for example: natural key to surrogate key. */
  public Dataset<Row> keys(String entity) {
    return read("keys", entity, "entity");
  }

  /** What is known of the deliveries: {@code deliveries}, {@code columns}, {@code problems} … */
  public Dataset<Row> meta(String table) {
    return read("meta", table, "table");
  }

  /** Whether there is a table; its name as {@link #table} takes it. */
  boolean has(String name) {
    TableName table = TableName.of(name);
    return Study.catalogOf(session)
        .tableExists(
            TableIdentifier.of(Namespace.of(commit.value(), table.namespace()), table.table()));
  }

  /** The commit that is read. */
  CommitId id() {
    return commit;
  }

  private Dataset<Row> read(String namespace, String name, String kind) {
    String table = name.toLowerCase(Locale.ROOT);
    var catalog = Study.catalogOf(session);
    Namespace place = Namespace.of(commit.value(), namespace.toLowerCase(Locale.ROOT));
    if (!catalog.namespaceExists(place)) {
      throw new IllegalArgumentException(
          "Cannot read %s.%s at %s: there is no namespace %s. There are %s."
              .formatted(namespace, name, ref, namespace, String.join(", ", Study.NAMESPACES)));
    }
    if (!catalog.tableExists(TableIdentifier.of(place, table))) {
      List<String> known =
          catalog.listTables(place).stream().map(TableIdentifier::name).sorted().toList();
      throw new IllegalArgumentException(
          "Cannot read %s at %s: there is no %s %s.%s"
              .formatted(
                  place.level(1) + "." + table,
                  ref,
                  kind.equals("namespace") ? "table" : kind,
                  table,
                  Nearest.to(table, known)
                      .map(nearest -> " Did you mean %s?".formatted(nearest))
                      .orElse(" There is none at all.")));
    }
    return session.table(
        "%s.`%s`.`%s`.`%s`".formatted(Study.CATALOG, commit.value(), place.level(1), table));
  }

  @Override
  public String toString() {
    return "%s, commit %s%n%s".formatted(ref, commit, tables());
  }
}
