package io.studylake.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The columns that two versions of a table have under one name and with one type, in order of name:
 * a column that was dropped and came back has another field id and is the same to its readers.
 *
 * @param before the columns as the earlier version has them
 * @param after the same columns as the later version has them
 */
record CommonColumns(List<NestedField> before, List<NestedField> after) {
  /** What the tables of a study are made of. */
  private static final Set<Type.TypeID> COMPARED =
      Set.of(
          Type.TypeID.BOOLEAN,
          Type.TypeID.INTEGER,
          Type.TypeID.LONG,
          Type.TypeID.FLOAT,
          Type.TypeID.DOUBLE,
          Type.TypeID.DATE,
          Type.TypeID.TIME,
          Type.TypeID.TIMESTAMP,
          Type.TypeID.STRING,
          Type.TypeID.UUID,
          Type.TypeID.FIXED,
          Type.TypeID.BINARY);

  static CommonColumns of(Schema before, Schema after, Set<String> without) {
    List<NestedField> left = new ArrayList<>();
    List<NestedField> right = new ArrayList<>();
    before.columns().stream()
        .filter(column -> !without.contains(column.name()) && isCompared(column))
        .sorted(Comparator.comparing(NestedField::name))
        .forEach(
            column -> {
              NestedField other = after.findField(column.name());
              if (other != null && other.type().equals(column.type())) {
                left.add(column);
                right.add(other);
              }
            });
    return new CommonColumns(left, right);
  }

  static boolean isCompared(NestedField column) {
    return COMPARED.contains(column.type().typeId());
  }

  boolean isEmpty() {
    return before.isEmpty();
  }

  /** Whether a data file says the same in both versions. */
  boolean sameFields() {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).fieldId() != after.get(i).fieldId()) {
        return false;
      }
    }
    return true;
  }
}
