package io.studylake.lake;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Turns a table's schema into the wanted one in a single commit: same name and type keeps the field
 * id; another type is delete and add, since Iceberg refuses char to number; a missing column is
 * deleted; then order and comments.
 */
final class SchemaEvolution {
  private SchemaEvolution() {}

  /** Changes the table where it differs; the changes of columns, none for order and comments. */
  static List<SchemaChange> apply(Table table, Schema wanted, String comment) {
    List<SchemaChange> changes = changes(table.schema(), wanted);
    boolean sameSchema = same(table.schema(), wanted);
    boolean sameComment = comment.equals(table.properties().getOrDefault("comment", ""));
    if (sameSchema && sameComment) {
      return changes;
    }
    Transaction transaction = table.newTransaction();
    if (!sameSchema) {
      update(transaction.updateSchema(), transaction.table().schema(), wanted);
    }
    if (!sameComment) {
      transaction.updateProperties().set("comment", comment).commit();
    }
    transaction.commitTransaction();
    return changes;
  }

  static List<SchemaChange> changes(Schema current, Schema wanted) {
    List<SchemaChange> changes = new ArrayList<>();
    for (NestedField old : current.columns()) {
      NestedField now = wanted.findField(old.name());
      if (now == null) {
        changes.add(
            new SchemaChange(old.name(), SchemaChange.Kind.DROPPED, old.type().toString(), ""));
      } else if (!now.type().equals(old.type())) {
        changes.add(
            new SchemaChange(
                old.name(),
                SchemaChange.Kind.TYPE_CHANGED,
                old.type().toString(),
                now.type().toString()));
      }
    }
    for (NestedField now : wanted.columns()) {
      if (current.findField(now.name()) == null) {
        changes.add(
            new SchemaChange(now.name(), SchemaChange.Kind.ADDED, "", now.type().toString()));
      }
    }
    return List.copyOf(changes);
  }

  private static void update(UpdateSchema update, Schema current, Schema wanted) {
    for (NestedField old : current.columns()) {
      NestedField now = wanted.findField(old.name());
      if (now == null || !now.type().equals(old.type())) {
        update.deleteColumn(old.name());
      }
    }
    String previous = null;
    for (NestedField now : wanted.columns()) {
      NestedField old = current.findField(now.name());
      if (old == null || !old.type().equals(now.type())) {
        update.addColumn(now.name(), now.type(), now.doc());
      } else if (!Objects.equals(old.doc(), now.doc())) {
        update.updateColumnDoc(now.name(), now.doc());
      }
      if (previous == null) {
        update.moveFirst(now.name());
      } else {
        update.moveAfter(now.name(), previous);
      }
      previous = now.name();
    }
    update.commit();
  }

  private static boolean same(Schema current, Schema wanted) {
    if (current.columns().size() != wanted.columns().size()) {
      return false;
    }
    for (int i = 0; i < wanted.columns().size(); i++) {
      NestedField a = current.columns().get(i);
      NestedField b = wanted.columns().get(i);
      if (!a.name().equals(b.name())
          || !a.type().equals(b.type())
          || !Objects.equals(a.doc(), b.doc())) {
        return false;
      }
    }
    return true;
  }
}
