package io.studylake.base;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.ingest.RawTable;
import io.studylake.keys.KeyMaps;
import io.studylake.keys.KeyRules;
import io.studylake.keys.SubjectLookup;
import io.studylake.lake.SideBySide;
import io.studylake.lake.SideBySide.Work;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.WorkBranch;
import io.studylake.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Step 6: writes each base table whose raw table, key rules or patients' locations changed, and
 * only those.
 */
public final class BaseTables {
  private final WorkBranch branch;
  private final SideBySide sideBySide;
  private final Progress progress;

  /** Works on one branch. */
  public BaseTables(WorkBranch branch, SideBySide sideBySide, Progress progress) {
    this.branch = branch;
    this.sideBySide = sideBySide;
    this.progress = progress;
  }

  /**
   * The base tables of a run and what their lookups know.
   *
   * @param tables one per raw table, in order of name
   * @param lookups by entity that is looked up
   */
  public record Refreshed(List<BaseTable> tables, Map<String, SubjectLookup> lookups) {}

  /** Brings all base tables up to date. */
  public Refreshed refresh(BasePlan plan, KeyMaps maps) {
    Lookups lookups =
        Lookups.refresh(branch, plan.rules(), maps.delivered(), plan.subjectsScanned());
    Set<String> toWrite = new TreeSet<>(plan.stale());
    toWrite.addAll(moved(plan, lookups));
    progress.step(
        "Base",
        "%d tables, %d unchanged".formatted(plan.raw().size(), plan.raw().size() - toWrite.size()));
    KeyJoin join = new KeyJoin(branch, plan.rules(), maps);
    List<Work<BaseTable>> works = new ArrayList<>();
    for (RawTable raw : plan.raw()) {
      if (toWrite.contains(raw.dataset())) {
        works.add(new Work<>("key " + raw.dataset(), () -> write(raw, plan.rules(), join)));
      }
    }
    Map<String, BaseTable> tables = new TreeMap<>();
    sideBySide.run(works).forEach(table -> tables.put(table.dataset(), table));
    for (RawTable raw : plan.raw()) {
      tables.computeIfAbsent(raw.dataset(), dataset -> facts(raw, plan.rules(), false));
    }
    for (String table : branch.tables(BaseTable.NAMESPACE)) {
      if (!tables.containsKey(table)) {
        branch.drop(BaseTable.NAMESPACE, table);
      }
    }
    return new Refreshed(List.copyOf(tables.values()), lookups.now());
  }

  private BaseTable write(RawTable raw, KeyRules rules, KeyJoin join) {
    String dataset = raw.dataset();
    progress.begin("Base", dataset);
    Table rawTable = branch.table(RawTable.NAMESPACE, dataset).orElseThrow();
    branch.shape(
        BaseTable.NAMESPACE,
        dataset,
        schema(rawTable.schema(), raw, rules),
        rawTable.properties().getOrDefault("comment", ""),
        Map.of());
    branch.replace(
        BaseTable.NAMESPACE,
        dataset,
        join.keyed(dataset, raw.columns()),
        BasePlan.fingerprint(raw, rules));
    BaseTable table = facts(raw, rules, true);
    progress.end("Base", dataset, "%,d rows".formatted(table.rows()));
    return table;
  }

  private BaseTable facts(RawTable raw, KeyRules rules, boolean changed) {
    Table table = branch.table(BaseTable.NAMESPACE, raw.dataset()).orElseThrow();
    Map<String, Long> nulls = new TreeMap<>();
    for (Entity entity : rules.entities()) {
      if (rules.keys(raw.columns(), entity)) {
        nulls.put(entity.name(), ColumnNulls.count(table, entity.keyColumn()));
      }
    }
    return new BaseTable(raw.dataset(), SnapshotFacts.of(table).rows(), changed, nulls);
  }

  private static Schema schema(Schema raw, RawTable table, KeyRules rules) {
    List<NestedField> fields = new ArrayList<>();
    int id = 1;
    for (Entity entity : rules.entities()) {
      if (rules.keys(table.columns(), entity)) {
        fields.add(
            NestedField.optional(
                id,
                entity.keyColumn(),
                Types.LongType.get(),
                "Surrogate key: keys." + entity.name()));
        id++;
      }
    }
    for (NestedField field : raw.columns()) {
      fields.add(NestedField.optional(id, field.name(), field.type(), field.doc()));
      id++;
    }
    return new Schema(fields);
  }

  /** Datasets that stay as they are but hold a member whose place moved. */
  private Set<String> moved(BasePlan plan, Lookups lookups) {
    List<Dataset<Row>> questions = new ArrayList<>();
    Map<String, Set<Long>> moved = new TreeMap<>();
    for (Entity entity : plan.rules().entities()) {
      Set<Long> members = lookups.moved().getOrDefault(entity.name(), Set.of());
      if (members.isEmpty()) {
        continue;
      }
      moved.put(entity.name(), members);
      String memberKey = plan.rules().through(entity).orElseThrow().keyColumn();
      for (RawTable raw : plan.raw()) {
        if (!plan.stale().contains(raw.dataset()) && plan.rules().lookedUp(raw.columns(), entity)) {
          questions.add(
              branch
                  .read(BaseTable.NAMESPACE, raw.dataset())
                  .select(
                      lit(raw.dataset()).as("dataset"),
                      lit(entity.name()).as("entity"),
                      col(memberKey).as("member"))
                  .distinct());
        }
      }
    }
    Set<String> datasets = new TreeSet<>();
    questions.stream()
        .reduce(Dataset::union)
        .ifPresent(
            all -> {
              for (Row row : all.collectAsList()) {
                if (!row.isNullAt(2) && moved.get(row.getString(1)).contains(row.getLong(2))) {
                  datasets.add(row.getString(0));
                }
              }
            });
    return datasets;
  }
}
