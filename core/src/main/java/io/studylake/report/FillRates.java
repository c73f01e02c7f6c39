package io.studylake.report;

import io.studylake.base.BaseTable;
import io.studylake.contents.ColumnSchema;
import io.studylake.contents.DatasetSchema;
import io.studylake.ingest.RawTable;
import io.studylake.lake.ColumnFacts;
import io.studylake.lake.SnapshotTables;
import io.studylake.report.DatasetRates.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How full datasets are, from the counts that the tables' manifests hold. */
final class FillRates {
  private final Map<String, ColumnFacts> now;
  private final Map<String, Long> rowsBefore;
  private final SnapshotTables before;

  private FillRates(
      Map<String, ColumnFacts> now, Map<String, Long> rowsBefore, SnapshotTables before) {
    this.now = now;
    this.rowsBefore = rowsBefore;
    this.before = before;
  }

  static List<DatasetRates> of(
      RunFacts facts,
      Map<String, ColumnFacts> now,
      Map<String, Long> rowsBefore,
      SnapshotTables before) {
    FillRates rates = new FillRates(now, rowsBefore, before);
    List<DatasetRates> all = new ArrayList<>();
    for (RawTable raw : facts.raw()) {
      Optional<DatasetSchema> schema = facts.schema().flatMap(s -> s.of(raw.dataset()));
      if (now.containsKey(raw.dataset()) && schema.isPresent()) {
        all.add(rates.dataset(raw, schema.get(), DatasetComparison.base(facts, raw.dataset())));
      }
    }
    return all;
  }

  private DatasetRates dataset(RawTable raw, DatasetSchema schema, Optional<BaseTable> base) {
    ColumnFacts nulls = now.get(raw.dataset());
    // An unchanged table has the counts that it had.
    Optional<ColumnFacts> nullsBefore =
        raw.changed()
            ? before.table(RawTable.NAMESPACE, raw.dataset()).map(ColumnFacts::of)
            : Optional.of(nulls);
    long then = rowsBefore.getOrDefault(raw.dataset(), 0L);
    List<Rate> columns = new ArrayList<>();
    for (ColumnSchema column : schema.columns()) {
      columns.add(
          new Rate(
              column.name(),
              nullsBefore
                  .map(facts -> filled(facts.nulls(column.name()), then))
                  .orElse(OptionalDouble.empty()),
              filled(nulls.nulls(column.name()), raw.rows())));
    }
    return new DatasetRates(
        raw.dataset(),
        base.map(table -> nullKeys(table, then)).orElse(List.of()),
        new Rate("", mean(columns, true), mean(columns, false)),
        columns);
  }

  private List<Rate> nullKeys(BaseTable base, long rowsThen) {
    Optional<ColumnFacts> then =
        base.changed()
            ? before.table(BaseTable.NAMESPACE, base.dataset()).map(ColumnFacts::of)
            : Optional.empty();
    List<Rate> rates = new ArrayList<>();
    base.nullKeys()
        .forEach(
            (entity, count) -> {
              OptionalDouble now = share(OptionalLong.of(count), base.rows());
              rates.add(
                  new Rate(
                      entity,
                      base.changed()
                          ? then.map(facts -> share(facts.nulls(entity + "_key"), rowsThen))
                              .orElse(OptionalDouble.empty())
                          : now,
                      now));
            });
    return rates;
  }

  private static OptionalDouble mean(List<Rate> columns, boolean then) {
    return columns.stream()
        .map(rate -> then ? rate.before() : rate.now())
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  private static OptionalDouble filled(OptionalLong nulls, long rows) {
    OptionalDouble share = share(nulls, rows);
    return share.isPresent() ? OptionalDouble.of(1 - share.getAsDouble()) : share;
  }

  private static OptionalDouble share(OptionalLong count, long rows) {
    return rows == 0 || count.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) count.getAsLong() / rows);
  }
}
