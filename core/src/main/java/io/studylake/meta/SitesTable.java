package io.studylake.meta;

import io.studylake.lake.SmallTable;
import io.studylake.lake.WorkBranch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The table {@code meta.sites}: how many patients each delivery has at each site, a row per
 * delivery and site. It follows from what the run knows anyhow, and from no later snapshot: a
 * patient's site is kept for the latest delivery alone.
 */
public final class SitesTable {
  static final String NAME = "sites";

  private final SmallTable table;

  /** The table on a branch. */
  public SitesTable(WorkBranch branch) {
    Schema schema =
        new Schema(
            NestedField.optional(1, "delivery", Types.StringType.get(), "Name of the delivery"),
            NestedField.optional(
                2, "revision", Types.IntegerType.get(), "1, or more when it was replaced"),
            NestedField.optional(3, "run_id", Types.StringType.get(), "Run that loaded it"),
            NestedField.optional(
                4, "location_key", Types.LongType.get(), "Site; null where it is not known"),
            NestedField.optional(
                5, "location", Types.StringType.get(), "Natural key of the site, as in keys"),
            NestedField.optional(6, "patients", Types.LongType.get(), "Patients of the delivery"));
    this.table = SmallTable.meta(branch, NAME, schema, "One row per delivery and site");
  }

  /** Adds what a run counted. */
  public void append(DeliveryFacts.Id delivery, List<SiteCount> sites) {
    List<List<Object>> rows = new ArrayList<>();
    for (SiteCount site : sites) {
      rows.add(
          Arrays.asList(
              delivery.delivery(),
              delivery.revision(),
              delivery.runId(),
              site.key().isPresent() ? site.key().getAsLong() : null,
              site.name().isEmpty() ? null : site.name(),
              site.patients()));
    }
    table.append(rows);
  }
}
