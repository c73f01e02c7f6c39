package io.studylake.moves;

import io.studylake.catalog.RefCatalog;
import io.studylake.catalog.TablePointer;
import io.studylake.catalog.Target;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.Study;
import io.studylake.version.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The tables that differ between two commits. Pointers tell which ones, the metadata files of those
 * tell their rows; no data file is opened.
 */
final class TableMoves {
  private final Study study;

  TableMoves(Study study) {
    this.study = study;
  }

  /**
   * The tables that differ, in order of name.
   *
   * @param counted which of them, by {@code <namespace>.<table>}
   */
  List<TableMove> between(CommitId now, CommitId then, Predicate<String> counted) {
    try (RefCatalog catalog = study.catalog(Optional.empty())) {
      Map<String, Target.Table> before = targets(catalog, now);
      Map<String, Target.Table> after = targets(catalog, then);
      TreeSet<String> tables = new TreeSet<>(before.keySet());
      tables.addAll(after.keySet());
      List<TableMove> moves = new ArrayList<>();
      for (String table : tables) {
        if (counted.test(table) && !Objects.equals(before.get(table), after.get(table))) {
          moves.add(
              new TableMove(
                  table,
                  kind(before.containsKey(table), after.containsKey(table)),
                  before.containsKey(table) ? rows(catalog, now, table) : 0,
                  after.containsKey(table) ? rows(catalog, then, table) : 0));
        }
      }
      return moves;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the catalog of " + study.name(), e);
    }
  }

  private static TableMove.Kind kind(boolean before, boolean after) {
    if (before && after) {
      return TableMove.Kind.CHANGED;
    }
    return before ? TableMove.Kind.DROPPED : TableMove.Kind.BACK;
  }

  private static Map<String, Target.Table> targets(RefCatalog catalog, CommitId commit) {
    Map<String, Target.Table> targets = new TreeMap<>();
    for (TablePointer table : catalog.tables(commit.value())) {
      table
          .pointer()
          .table()
          .ifPresent(
              target ->
                  targets.put(
                      "%s.%s"
                          .formatted(
                              table.identifier().namespace().level(1), table.identifier().name()),
                      target));
    }
    return targets;
  }

  private static long rows(RefCatalog catalog, CommitId commit, String table) {
    int dot = table.indexOf('.');
    TableIdentifier identifier =
        TableIdentifier.of(
            Namespace.of(commit.value(), table.substring(0, dot)), table.substring(dot + 1));
    return SnapshotFacts.of(catalog.loadTable(identifier)).rows();
  }
}
