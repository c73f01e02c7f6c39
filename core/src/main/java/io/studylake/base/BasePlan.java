package io.studylake.base;

import io.studylake.delivery.Fingerprint;
import io.studylake.ingest.RawTable;
import io.studylake.keys.KeyRules;
import io.studylake.keys.KeyedDataset;
import io.studylake.lake.SnapshotFacts;
import io.studylake.lake.WorkBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which base tables have to be written anew whatever the key maps hold: those whose raw table or
 * key rules changed.
 *
 * @param raw every raw table of the branch
 * @param rules the key rules in force
 * @param stale datasets whose base table has another fingerprint, or does not exist
 * @param subjectsGone whether a subject dataset of the parent snapshot is not in this delivery
 */
public record BasePlan(
    List<RawTable> raw, KeyRules rules, Set<String> stale, boolean subjectsGone) {
  /** Part of every fingerprint: raise it when the base step gives another result. */
  private static final String STEP = "1";

  /** Compares fingerprints with the tables that the branch has. */
  public static BasePlan of(WorkBranch branch, List<RawTable> raw, KeyRules rules) {
    Set<String> stale = new TreeSet<>();
    for (RawTable table : raw) {
      String now =
          branch
              .table(BaseTable.NAMESPACE, table.dataset())
              .map(existing -> SnapshotFacts.of(existing).fingerprint())
              .orElse("");
      if (!now.equals(fingerprint(table, rules))) {
        stale.add(table.dataset());
      }
    }
    return new BasePlan(
        List.copyOf(raw),
        rules,
        java.util.Collections.unmodifiableSet(stale),
        branch.parentTables(RawTable.NAMESPACE).stream()
            .filter(rules.roles().subjectDatasets()::contains)
            .anyMatch(dataset -> raw.stream().noneMatch(r -> r.dataset().equals(dataset))));
  }

  /** What decides a base table's rows, beside key maps and lookups. */
  static String fingerprint(RawTable raw, KeyRules rules) {
    return Fingerprint.of(STEP, raw.fingerprint(), rules.fingerprint());
  }

  /**
   * The raw tables whose natural keys have to be looked at: the stale ones, and every subject
   * dataset as soon as one of them is stale, since a patient's location follows from all of them.
   */
  public List<KeyedDataset> toScan() {
    TreeMap<String, RawTable> byName = new TreeMap<>();
    raw.forEach(table -> byName.put(table.dataset(), table));
    Set<String> names = new TreeSet<>(stale);
    if (subjectsScanned()) {
      rules.roles().subjectDatasets().stream().filter(byName::containsKey).forEach(names::add);
    }
    List<KeyedDataset> scanned = new ArrayList<>();
    names.forEach(
        name ->
            scanned.add(
                new KeyedDataset(name, byName.get(name).columns(), byName.get(name).rows())));
    return scanned;
  }

  /** Whether no table of the parent snapshot is stale, new or gone. */
  boolean sameAsParent(WorkBranch branch) {
    return stale.isEmpty()
        && branch
            .parentTables(RawTable.NAMESPACE)
            .equals(raw.stream().map(RawTable::dataset).sorted().toList());
  }

  /** Whether {@link #toScan} covers the subject datasets. */
  public boolean subjectsScanned() {
    return subjectsGone || rules.roles().subjectDatasets().stream().anyMatch(stale::contains);
  }
}
