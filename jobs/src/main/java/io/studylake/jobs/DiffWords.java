package io.studylake.jobs;

import io.studylake.compare.ColumnChange;
import io.studylake.compare.KeysGiven;
import io.studylake.compare.MemberDifference;
import io.studylake.compare.RowDifference;
import io.studylake.compare.SnapshotDifference;
import io.studylake.compare.TableDifference;
import io.studylake.text.Listing;
import io.studylake.text.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code diff} prints for people: on one screen for most studies. */
final class DiffWords {
  private static final int NAMED = 10;
  private static final int COLUMNS = 20;

  private final String study;
  private final String left;
  private final String right;
  private final boolean metadataAlone;
  private final PrintWriter out;

  DiffWords(Asked asked, PrintWriter out) {
    this.study = asked.study();
    this.left = asked.left();
    this.right = asked.right();
    this.metadataAlone = asked.metadataAlone();
    this.out = out;
  }

  /** What was asked for. */
  record Asked(String study, String left, String right, boolean metadataAlone) {}

  void print(SnapshotDifference difference) {
    if (difference.tables().isEmpty()) {
      out.println(
          difference.left().equals(difference.right())
              ? "Study %s: %s and %s are one commit, %s."
                  .formatted(study, left, right, difference.left())
              : "Study %s: %s and %s hold the same data, in %d tables."
                  .formatted(study, left, right, difference.unchanged().size()));
      return;
    }
    out.println(
        "Study %s from %s (commit %s) to %s (commit %s)."
            .formatted(
                study,
                left,
                difference.left().abbreviated(),
                right,
                difference.right().abbreviated()));
    List<TableDifference> shown =
        difference.tables().stream().filter(table -> tells(table, difference)).toList();
    tables(shown);
    out.println(
        "Tables: %d differ, %d same."
            .formatted(difference.tables().size(), difference.unchanged().size()));
    members(difference);
    columns(shown);
    notes(difference);
  }

  /** A base table follows its raw table; it is shown where it tells more. */
  private static boolean tells(TableDifference table, SnapshotDifference difference) {
    return !table.namespace().equals("base")
        || raw(table, difference).filter(raw -> raw.rows().equals(table.rows())).isEmpty();
  }

  private static Optional<TableDifference> raw(
      TableDifference base, SnapshotDifference difference) {
    return difference.tables().stream()
        .filter(table -> table.namespace().equals("raw") && table.table().equals(base.table()))
        .findFirst();
  }

  private static String name(TableDifference table) {
    return table.namespace().equals("raw") ? table.table() : table.name();
  }

  private void tables(List<TableDifference> shown) {
    TextTable text =
        new TextTable(
            List.of("dataset", "before", "after", "added", "removed", ""),
            List.of(false, true, true, true, true, false));
    // Datasets as they were delivered first, then what follows from them.
    for (String namespace : List.of("raw", "base", "quarantine")) {
      shown.stream()
          .filter(table -> table.namespace().equals(namespace))
          .forEach(table -> text.add(line(table)));
    }
    text.print(out);
  }

  private static List<String> line(TableDifference table) {
    String added = "-";
    String removed = "-";
    String words = words(table);
    if (table.rows() instanceof RowDifference.Counted counted) {
      added = "%,d".formatted(counted.added());
      removed = "%,d".formatted(counted.removed());
      if (counted.same() && table.columns().isEmpty()) {
        words = "written anew, the same rows";
      }
    }
    return List.of(
        name(table),
        table.kind() == TableDifference.Kind.ADDED ? "" : "%,d".formatted(table.rows().before()),
        table.kind() == TableDifference.Kind.DROPPED ? "" : "%,d".formatted(table.rows().after()),
        added,
        removed,
        words);
  }

  private static String words(TableDifference table) {
    return switch (table.kind()) {
      case ADDED -> "new";
      case DROPPED -> "gone";
      // Of a base table the raw table has said it.
      case CHANGED ->
          table.namespace().equals("base") ? "with their keys" : columnWords(table.columns());
    };
  }

  private static String columnWords(List<ColumnChange> changes) {
    Map<ColumnChange.Kind, Integer> counts = new EnumMap<>(ColumnChange.Kind.class);
    changes.forEach(change -> counts.merge(change.kind(), 1, Integer::sum));
    List<String> words = new ArrayList<>();
    counts.forEach(
        (kind, count) ->
            words.add(
                switch (kind) {
                  case ADDED -> columns(count, "new");
                  case DROPPED -> columns(count, "gone");
                  case TYPE -> columns(count, "of another type");
                  case LABEL -> columns(count, "of another label");
                  case NULLS -> columns(count, "with other nulls");
                  case ORDER -> "another order";
                }));
    return String.join(", ", words);
  }

  private static String columns(int count, String what) {
    return count == 1 ? "1 column " + what : "%d columns %s".formatted(count, what);
  }

  private void members(SnapshotDifference difference) {
    if (difference.members().isEmpty()) {
      return;
    }
    out.println();
    TextTable text =
        new TextTable(
            List.of("members", "before", "after", "new", "gone"),
            List.of(false, true, true, true, true));
    for (MemberDifference members : difference.members()) {
      text.add(
          List.of(
              members.entity(),
              "%,d".formatted(members.before()),
              "%,d".formatted(members.after()),
              "%,d".formatted(members.added().size()),
              "%,d".formatted(members.gone().size())));
    }
    text.print(out);
    for (MemberDifference members : difference.members()) {
      named("new " + members.entity(), members.added());
      named("gone " + members.entity(), members.gone());
    }
  }

  private void named(String what, List<String> names) {
    if (!names.isEmpty()) {
      List<String> plain = names.stream().map(DiffWords::shown).toList();
      out.println("  %s: %s".formatted(what, Listing.first(NAMED, plain)));
    }
  }

  /** A natural key of several parts is told from its neighbours. */
  private static String shown(String name) {
    String plain = Printable.visible(name);
    return plain.contains(", ") ? "(" + plain + ")" : plain;
  }

  private void columns(List<TableDifference> shown) {
    List<String> lines = new ArrayList<>();
    for (TableDifference table : shown) {
      if (!table.namespace().equals("base")) {
        for (ColumnChange change : table.columns()) {
          if (change.kind() != ColumnChange.Kind.ORDER) {
            lines.add("  %s.%s: %s".formatted(name(table), change.column(), change.words()));
          }
        }
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    out.println();
    out.println("columns");
    lines.stream().limit(COLUMNS).forEach(out::println);
    if (lines.size() > COLUMNS) {
      out.println(
          "  and %d more changes; --format json has them all".formatted(lines.size() - COLUMNS));
    }
  }

  private void notes(SnapshotDifference difference) {
    if (metadataAlone) {
      out.println("Rows that only data tell of were not compared (--no-rows).");
    }
    for (TableDifference table : difference.tables()) {
      if (!metadataAlone && table.rows() instanceof RowDifference.NotCounted not) {
        out.println("Rows of %s were not compared: %s.".formatted(table.name(), not.reason()));
      }
      if (table.namespace().equals("raw")
          && table.columns().stream().anyMatch(c -> c.kind() == ColumnChange.Kind.TYPE)) {
        out.println(
            "Rows of %s were compared without the columns of another type.".formatted(name(table)));
      }
    }
    for (KeysGiven keys : difference.keys()) {
      if (!keys.sameNumbers()) {
        out.println(
            "Both sides gave %s keys apart: base tables were compared without %s_key."
                .formatted(keys.entity(), keys.entity()));
      }
    }
  }
}
