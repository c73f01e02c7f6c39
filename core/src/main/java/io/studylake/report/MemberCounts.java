package io.studylake.report;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.keys.KeyMap;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.SnapshotTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/** Members of each entity before and now. */
final class MemberCounts {
  private static final int NAMED = 20;

  private MemberCounts() {}

  static List<MemberLine> of(
      RunFacts facts, SnapshotTables before, Optional<SnapshotTables> staged) {
    List<MemberLine> lines = new ArrayList<>();
    if (facts.keyed().isPresent() && staged.isPresent()) {
      for (Entity entity : facts.keyed().get().entities()) {
        Optional<Table> map = staged.get().table(KeyMap.NAMESPACE, entity.name());
        lines.add(line(entity, facts.keyed().get(), map, rows(before, entity)));
      }
    }
    return lines;
  }

  private static long rows(SnapshotTables snapshot, Entity entity) {
    return snapshot
        .table(KeyMap.NAMESPACE, entity.name())
        .map(table -> SnapshotFacts.of(table).rows())
        .orElse(0L);
  }

  private static MemberLine line(
      Entity entity, RunFacts.Keyed keyed, Optional<Table> map, long everBefore) {
    long fresh = keyed.newKeys().getOrDefault(entity.name(), 0L);
    OptionalLong ever =
        OptionalLong.of(map.map(t -> SnapshotFacts.of(t).rows()).orElse(everBefore));
    if (entity.roles().size() > 1) {
      return new MemberLine(
          entity.name(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.of(fresh),
          OptionalLong.empty(),
          OptionalLong.empty(),
          ever,
          List.of());
    }
    Set<Long> before = keyed.members().before().getOrDefault(entity.name(), Set.of());
    Set<Long> now = keyed.members().now().getOrDefault(entity.name(), Set.of());
    Set<Long> gone = keyed.members().gone(entity.name());
    Set<Long> come = new TreeSet<>(now);
    come.removeAll(before);
    return new MemberLine(
        entity.name(),
        OptionalLong.of(before.size()),
        OptionalLong.of(now.size()),
        OptionalLong.of(fresh),
        OptionalLong.of(gone.size()),
        OptionalLong.of(Math.max(0, come.size() - fresh)),
        ever,
        map.map(table -> names(table, entity, gone)).orElse(List.of()));
  }

  private static List<String> names(Table map, Entity entity, Set<Long> keys) {
    List<Long> first = keys.stream().limit(NAMED).toList();
    if (first.isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    try (CloseableIterable<Record> records =
        IcebergGenerics.read(map).where(Expressions.in(entity.keyColumn(), first)).build()) {
      records.forEach(record -> names.add((String) record.getField(entity.roles().get(0))));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + map.name(), e);
    }
    names.sort(null);
    return names;
  }
}
