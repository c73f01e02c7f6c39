package io.studylake.base;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.keys.DeliveredMembers;
import io.studylake.keys.KeyRules;
import io.studylake.keys.SubjectLookup;
import io.studylake.lake.WorkBranch;
import io.studylake.meta.SubjectLookupTable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The lookups of a delivery: where each member is, by entity that is looked up.
 *
 * @param now what is known after this delivery
 * @param moved members whose place differs from the parent snapshot's
 */
record Lookups(Map<String, SubjectLookup> now, Map<String, Set<Long>> moved) {

  /** Brings the lookup tables up to date; unchanged ones are left alone. */
  static Lookups refresh(
      WorkBranch branch, KeyRules rules, DeliveredMembers delivered, boolean subjectsScanned) {
    Map<String, SubjectLookup> all = new TreeMap<>();
    Map<String, Set<Long>> moved = new TreeMap<>();
    for (Entity entity : rules.entities()) {
      rules
          .through(entity)
          .ifPresent(
              member -> {
                SubjectLookupTable table =
                    new SubjectLookupTable(branch, member.name(), entity.name());
                SubjectLookup before = table.ofParent();
                SubjectLookup now =
                    subjectsScanned
                        ? SubjectLookup.of(
                            delivered.places().getOrDefault(entity.name(), Map.of()), before)
                        : before;
                if (!now.equals(before)) {
                  table.replace(now);
                }
                all.put(entity.name(), now);
                moved.put(entity.name(), now.movedSince(before));
              });
    }
    return new Lookups(all, moved);
  }
}
