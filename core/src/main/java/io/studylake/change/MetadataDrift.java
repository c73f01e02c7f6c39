package io.studylake.change;

import io.studylake.contents.ColumnSchema;
import io.studylake.contents.DatasetSchema;
import io.studylake.ingest.StudySchema;
import io.studylake.meta.EarlierDeliveries.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** How the contents describe columns otherwise than those of the delivery before. */
public final class MetadataDrift {
  private MetadataDrift() {}

  private record Name(String dataset, String column) {}

  /**
   * What is otherwise.
   *
   * @param schema what the contents say now; empty when they could not be read
   * @param before what those of the delivery before said
   */
  public static List<Drift> of(Optional<StudySchema> schema, List<Column> before) {
    Map<Name, Column> columns = new HashMap<>();
    before.forEach(c -> columns.put(new Name(c.dataset(), c.column()), c));
    List<Drift> drift = new ArrayList<>();
    for (DatasetSchema dataset : schema.map(StudySchema::datasets).orElse(List.of())) {
      for (ColumnSchema now : dataset.columns()) {
        Column then = columns.get(new Name(dataset.name(), now.name()));
        if (then != null) {
          add(drift, then, "type", type(then), type(now));
          add(drift, then, "length", text(then.length()), text(now.length()));
          add(drift, then, "format", then.format(), now.format().toString());
          add(drift, then, "label", then.label(), now.label());
        }
      }
    }
    return drift;
  }

  private static void add(
      List<Drift> drift, Column column, String what, String before, String now) {
    if (!before.equals(now)) {
      drift.add(new Drift(column.dataset(), column.column(), what, before, now));
    }
  }

  private static String type(Column column) {
    return "%s, read as %s".formatted(column.sasType(), column.type());
  }

  private static String type(ColumnSchema column) {
    return "%s, read as %s"
        .formatted(column.sasType().name().toLowerCase(Locale.ROOT), column.type().icebergType());
  }

  private static String text(OptionalInt length) {
    return length.isPresent() ? Integer.toString(length.getAsInt()) : "";
  }
}
