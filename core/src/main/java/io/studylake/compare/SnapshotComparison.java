package io.studylake.compare;

import io.studylake.catalog.TablePointer;
import io.studylake.catalog.Target;
import io.studylake.lake.CommittedTables;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.Study;
import io.studylake.parallel.AtOnce;
import io.studylake.progress.Progress;
import io.studylake.version.CommitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;

/**
 * Compares two commits of a study, without Spark; changes nothing. A table that both point at with
 * the same metadata file costs nothing but its pointers.
 */
public final class SnapshotComparison {
  private static final Set<String> NAMESPACES = Set.of("base", "quarantine", "raw");
  private static final int TABLES_AT_ONCE = 8;

  private final Study study;
  private final Progress progress;
  private final boolean readsData;
  private final RowComparison rows;

  private SnapshotComparison(Study study, Progress progress, boolean readsData) {
    this.study = study;
    this.progress = progress;
    this.readsData = readsData;
    this.rows = readsData ? RowComparison.ofAnySize() : RowComparison.ofAnySize().readingAtMost(0);
  }

  /** A comparison that reads the data files that one of the snapshots alone has. */
  public static SnapshotComparison ofRows(Study study, Progress progress) {
    return new SnapshotComparison(study, progress, true);
  }

  /**
   * A comparison that reads no data file of a dataset: rows are compared where the manifests
   * suffice, members where {@code meta.members} tells of them.
   */
  public static SnapshotComparison ofMetadata(Study study, Progress progress) {
    return new SnapshotComparison(study, progress, false);
  }

  /**
   * Compares two commits.
   *
   * @throws io.studylake.storage.ObjectStoreException when the store of the files does not answer
   */
  public SnapshotDifference of(CommitId left, CommitId right) {
    study.requireWarehouse();
    try (CommittedTables before = CommittedTables.of(study, left);
        CommittedTables after = CommittedTables.of(study, right)) {
      return new Comparing(before, after).difference(left, right);
    }
  }

  /**
   * The columns that the rows of a table are compared over, for whoever wants the rows themselves:
   * those that both commits have under one name and with one type, without places and without keys
   * that both sides gave apart. Reads metadata alone.
   *
   * @return their names; empty when one of the commits has no such table, or no column is common
   */
  public Set<String> columns(CommitId left, CommitId right, String namespace, String table) {
    study.requireWarehouse();
    try (CommittedTables before = CommittedTables.of(study, left);
        CommittedTables after = CommittedTables.of(study, right)) {
      Optional<Table> then = before.table(namespace, table);
      Optional<Table> now = after.table(namespace, table);
      return then.isEmpty() || now.isEmpty()
          ? Set.of()
          : rows.without(numberedApart(KeyMapPair.of(before, after)))
              .columns(then.get(), now.get());
    }
  }

  private static Set<String> numberedApart(List<KeyMapPair> maps) {
    return maps.stream()
        .filter(map -> !map.sameNumbers())
        .map(KeyMapPair::keyColumn)
        .collect(Collectors.toSet());
  }

  /** Two versions of a table, one of which may not exist. */
  private record Versions(
      String namespace, String table, Optional<Table> before, Optional<Table> after) {}

  private final class Comparing {
    private final CommittedTables before;
    private final CommittedTables after;

    Comparing(CommittedTables before, CommittedTables after) {
      this.before = before;
      this.after = after;
    }

    SnapshotDifference difference(CommitId left, CommitId right) {
      List<Map<String, Target>> targets =
          AtOnce.run(2, List.of(() -> targets(before), () -> targets(after)));
      Set<String> all = new TreeSet<>(targets.get(0).keySet());
      all.addAll(targets.get(1).keySet());
      List<String> unchanged = new ArrayList<>(all);
      unchanged.removeIf(name -> !isSame(targets.get(0).get(name), targets.get(1).get(name)));
      all.removeAll(unchanged);
      progress.step("Tables", "%d differ, %d are the same".formatted(all.size(), unchanged.size()));
      List<KeyMapPair> maps = KeyMapPair.of(before, after);
      List<TableDifference> tables = tables(all, maps);
      return new SnapshotDifference(
          left,
          right,
          tables,
          unchanged,
          members(tables, maps),
          maps.stream().map(KeyMapPair::given).toList());
    }

    private List<TableDifference> tables(Set<String> names, List<KeyMapPair> maps) {
      List<Callable<Versions>> loads = new ArrayList<>();
      names.forEach(name -> loads.add(() -> versions(name)));
      RowComparison comparison = rows.without(numberedApart(maps));
      return AtOnce.run(TABLES_AT_ONCE, loads).stream()
          .map(versions -> compared(versions, comparison))
          .toList();
    }

    private Versions versions(String name) {
      String[] parts = name.split("\\.", 2);
      return new Versions(
          parts[0], parts[1], before.table(parts[0], parts[1]), after.table(parts[0], parts[1]));
    }

    private List<MemberDifference> members(List<TableDifference> tables, List<KeyMapPair> maps) {
      if (tables.stream().noneMatch(table -> table.namespace().equals("base"))) {
        return List.of();
      }
      progress.step("Members", "of %d entities".formatted(maps.size()));
      MemberComparison comparison = new MemberComparison(before, after, readsData);
      return maps.stream().flatMap(map -> comparison.of(map).stream()).toList();
    }
  }

  private static Map<String, Target> targets(CommittedTables snapshot) {
    Map<String, Target> targets = new TreeMap<>();
    for (TablePointer table : snapshot.pointers()) {
      String namespace = table.identifier().namespace().level(1);
      if (NAMESPACES.contains(namespace)) {
        targets.put(namespace + "." + table.identifier().name(), table.pointer().target());
      }
    }
    return targets;
  }

  private static boolean isSame(Target before, Target after) {
    return before != null && before.equals(after);
  }

  private TableDifference compared(Versions versions, RowComparison comparison) {
    if (versions.before().isEmpty() || versions.after().isEmpty()) {
      return oneSided(versions);
    }
    Table before = versions.before().get();
    Table after = versions.after().get();
    String name = versions.namespace() + "." + versions.table();
    progress.begin("Tables", name);
    RowDifference difference = comparison.of(before, after);
    progress.end("Tables", name, "%,d rows".formatted(difference.after()));
    return new TableDifference(
        versions.namespace(),
        versions.table(),
        TableDifference.Kind.CHANGED,
        difference,
        ColumnChange.between(before.schema(), after.schema()));
  }

  private static TableDifference oneSided(Versions versions) {
    long before = versions.before().map(table -> SnapshotFacts.of(table).rows()).orElse(0L);
    long after = versions.after().map(table -> SnapshotFacts.of(table).rows()).orElse(0L);
    return new TableDifference(
        versions.namespace(),
        versions.table(),
        versions.before().isEmpty() ? TableDifference.Kind.ADDED : TableDifference.Kind.DROPPED,
        new RowDifference.Counted(before, after, after, before),
        List.of());
  }
}
