package io.studylake.report;

import io.studylake.base.BaseTable;
import io.studylake.compare.RowDifference;
import io.studylake.contents.DatasetSchema;
import io.studylake.ingest.RawTable;
import io.studylake.lake.SchemaChange;
import io.studylake.report.DatasetLine.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Each dataset against the snapshot before. */
final class DatasetComparison {
  private final RunFacts facts;
  private final Map<String, Long> rowsBefore;

  private DatasetComparison(RunFacts facts, Map<String, Long> rowsBefore) {
    this.facts = facts;
    this.rowsBefore = rowsBefore;
  }

  static List<DatasetLine> of(RunFacts facts, Map<String, Long> rowsBefore) {
    DatasetComparison comparison = new DatasetComparison(facts, rowsBefore);
    Set<String> names = new TreeSet<>(rowsBefore.keySet());
    names.addAll(facts.about().delivered());
    facts.schema().ifPresent(s -> s.datasets().forEach(dataset -> names.add(dataset.name())));
    return names.stream().map(comparison::line).toList();
  }

  private DatasetLine line(String name) {
    Optional<RawTable> raw =
        facts.raw().stream().filter(table -> table.dataset().equals(name)).findFirst();
    Optional<DatasetSchema> schema = facts.schema().flatMap(s -> s.of(name));
    List<SchemaChange> changes = raw.map(RawTable::schemaChanges).orElse(List.of());
    Optional<RowDifference.Counted> counted =
        Optional.ofNullable(facts.rows().get(name))
            .filter(RowDifference.Counted.class::isInstance)
            .map(RowDifference.Counted.class::cast);
    return new DatasetLine(
        name,
        schema.map(DatasetSchema::label).orElse(""),
        state(name, raw, schema),
        rowsBefore.containsKey(name) ? OptionalLong.of(rowsBefore.get(name)) : OptionalLong.empty(),
        raw.isPresent() ? OptionalLong.of(raw.get().rows()) : OptionalLong.empty(),
        counted.isPresent() ? OptionalLong.of(counted.get().added()) : OptionalLong.empty(),
        counted.isPresent() ? OptionalLong.of(counted.get().removed()) : OptionalLong.empty(),
        schema.isPresent() ? OptionalInt.of(schema.get().columns().size()) : OptionalInt.empty(),
        names(changes, SchemaChange.Kind.ADDED),
        names(changes, SchemaChange.Kind.TYPE_CHANGED),
        names(changes, SchemaChange.Kind.DROPPED));
  }

  private State state(String name, Optional<RawTable> raw, Optional<DatasetSchema> schema) {
    if (raw.isEmpty()) {
      boolean delivered = schema.isPresent() || facts.about().delivered().contains(name);
      return delivered ? State.NOT_READ : State.MISSING;
    }
    if (!rowsBefore.containsKey(name)) {
      return State.NEW;
    }
    if (raw.get().changed()) {
      return State.CHANGED;
    }
    return base(facts, name).filter(BaseTable::changed).isPresent()
        ? State.KEYS_CHANGED
        : State.UNCHANGED;
  }

  private static List<String> names(List<SchemaChange> changes, SchemaChange.Kind kind) {
    List<String> names = new ArrayList<>();
    changes.stream().filter(c -> c.kind() == kind).forEach(c -> names.add(c.column()));
    return names;
  }

  /** The base table of a dataset. */
  static Optional<BaseTable> base(RunFacts facts, String dataset) {
    return facts.keyed().stream()
        .flatMap(keyed -> keyed.base().stream())
        .filter(table -> table.dataset().equals(dataset))
        .findFirst();
  }
}
