package io.studylake.meta;

import io.studylake.keys.SubjectLookup;
import io.studylake.keys.SubjectLookup.Place;
import io.studylake.keys.SubjectLookup.Source;
import io.studylake.lake.SmallTable;
import io.studylake.lake.WorkBranch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The table of a {@link SubjectLookup}, for example {@code meta.patient_location}: {@code
 * patient_key}, {@code location_key}, {@code source} ({@code delivered}, {@code last_known}, {@code
 * ambiguous}).
 */
public final class SubjectLookupTable {
  private final String name;
  private final SmallTable table;

  /** The table of one lookup on a branch, by the names of its two entities. */
  public SubjectLookupTable(WorkBranch branch, String member, String place) {
    this.name = member + "_" + place;
    Schema schema =
        new Schema(
            NestedField.required(1, member + "_key", Types.LongType.get(), "Of whom"),
            NestedField.optional(2, place + "_key", Types.LongType.get(), "Where"),
            NestedField.required(
                3, "source", Types.StringType.get(), "delivered, last_known or ambiguous"));
    this.table =
        SmallTable.meta(branch, name, schema, "Last known " + place + " of each " + member);
  }

  /** The table's name in {@code meta}. */
  public String name() {
    return name;
  }

  /** The lookup of the parent snapshot; empty when there was none. */
  public SubjectLookup ofParent() {
    Map<Long, Place> places = new TreeMap<>();
    table
        .parentRows(
            record ->
                Map.entry(
                    (Long) record.get(0),
                    new Place(
                        Optional.ofNullable((Long) record.get(1)),
                        Source.valueOf(record.get(2).toString().toUpperCase(Locale.ROOT)))))
        .forEach(entry -> places.put(entry.getKey(), entry.getValue()));
    return new SubjectLookup(places);
  }

  /** Writes a lookup. */
  public void replace(SubjectLookup lookup) {
    List<List<Object>> rows = new ArrayList<>();
    lookup
        .byMember()
        .forEach(
            (member, place) ->
                rows.add(
                    Arrays.asList(
                        member,
                        place.key().orElse(null),
                        place.source().name().toLowerCase(Locale.ROOT))));
    table.replace(rows);
  }
}
