package io.studylake.compare;

import io.studylake.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * How one column of a table differs from that of another version of it.
 *
 * @param column its name
 * @param kind what differs
 * @param before as it was: a type, a label, or a position from 1; empty when there was none
 * @param after as it is
 */
public record ColumnChange(String column, Kind kind, String before, String after) {
  /** What differs. */
  public enum Kind {
    /** The column is new. */
    ADDED,
    /** The column is gone. */
    DROPPED,
    /** Its type. */
    TYPE,
    /** Its label. */
    LABEL,
    /** Whether it may be null. */
    NULLS,
    /** Its place among the columns that both versions have. */
    ORDER;

    /** In lower case, as people and programs read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What became of the column, in words, without its name. */
  public String words() {
    return switch (kind) {
      case ADDED -> "new, " + after;
      case DROPPED -> "gone, was " + before;
      case LABEL ->
          "label '%s', was '%s'".formatted(Printable.visible(after), Printable.visible(before));
      case TYPE, NULLS, ORDER -> "%s, was %s".formatted(after, before);
    };
  }

  /** The changes from one schema to another: those of the later one's columns in their order. */
  static List<ColumnChange> between(Schema before, Schema after) {
    List<ColumnChange> changes = new ArrayList<>();
    List<String> orderBefore = names(before, after);
    List<String> orderAfter = names(after, before);
    for (NestedField now : after.columns()) {
      NestedField then = before.findField(now.name());
      if (then == null) {
        changes.add(new ColumnChange(now.name(), Kind.ADDED, "", now.type().toString()));
        continue;
      }
      add(changes, Kind.TYPE, now, then.type().toString(), now.type().toString());
      add(changes, Kind.LABEL, now, label(then), label(now));
      add(changes, Kind.NULLS, now, nulls(then), nulls(now));
      add(
          changes,
          Kind.ORDER,
          now,
          position(orderBefore, now.name()),
          position(orderAfter, now.name()));
    }
    for (NestedField then : before.columns()) {
      if (after.findField(then.name()) == null) {
        changes.add(new ColumnChange(then.name(), Kind.DROPPED, then.type().toString(), ""));
      }
    }
    return changes;
  }

  private static List<String> names(Schema of, Schema both) {
    return of.columns().stream()
        .map(NestedField::name)
        .filter(name -> both.findField(name) != null)
        .toList();
  }

  private static String position(List<String> order, String name) {
    return Integer.toString(order.indexOf(name) + 1);
  }

  private static String label(NestedField column) {
    return Objects.requireNonNullElse(column.doc(), "");
  }

  private static String nulls(NestedField column) {
    return column.isOptional() ? "optional" : "required";
  }

  private static void add(
      List<ColumnChange> changes, Kind kind, NestedField column, String before, String after) {
    if (!before.equals(after)) {
      changes.add(new ColumnChange(column.name(), kind, before, after));
    }
  }
}
