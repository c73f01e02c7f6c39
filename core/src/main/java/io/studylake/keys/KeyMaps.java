package io.studylake.keys;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.lake.SideBySide;
import io.studylake.lake.WorkBranch;
import io.studylake.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key maps of a branch after a run extended them.
 *
 * @param maps one per entity of the rules, in their order
 * @param given new keys by entity, entities without new keys left out
 * @param delivered what the scanned datasets hold
 */
public record KeyMaps(List<KeyMap> maps, Map<String, Long> given, DeliveredMembers delivered) {
  /** Up to so many rows are made distinct on the driver, which saves a shuffle. */
  private static final long COLLECTED_ROWS = 200_000;

  /** Up to so many members, new and known, are worked on in the driver's memory: some 500 MB. */
  static final long LOCAL_MEMBERS = 1_000_000;

  /** Copies what is mutable. */
  public KeyMaps {
    maps = List.copyOf(maps);
    given = Map.copyOf(given);
  }

  /**
   * Gives keys to the natural keys of some raw tables that have none yet.
   *
   * @param scanned the raw tables that may hold new ones
   * @throws NaturalKeyChangedException when a key map was built from other columns
   */
  public static KeyMaps extend(
      WorkBranch branch,
      KeyRules rules,
      List<KeyedDataset> scanned,
      int buckets,
      SideBySide sideBySide,
      Progress progress) {
    progress.step("Keys", "%d datasets to look at".formatted(scanned.size()));
    List<KeyMap> maps = new ArrayList<>();
    for (Entity entity : rules.entities()) {
      maps.add(KeyMap.open(entity, rules.roles(), branch, buckets));
    }
    Optional<NaturalKeys> natural =
        NaturalKeys.scan(branch, scanned, rules.roles(), rules.entities());
    if (natural.isEmpty() || maps.isEmpty()) {
      return new KeyMaps(maps, Map.of(), DeliveredMembers.NONE);
    }
    if (scanned.stream().mapToLong(KeyedDataset::rows).sum() <= COLLECTED_ROWS) {
      return new LocalAllocation(sideBySide).extend(natural.get(), maps, rules);
    }
    try (NaturalKeys distinct = natural.get().distinct()) {
      long members = distinct.count() + maps.stream().mapToLong(KeyMap::highestKey).sum();
      KeyAllocation allocation =
          members <= LOCAL_MEMBERS
              ? new LocalAllocation(sideBySide)
              : new DistributedAllocation(sideBySide);
      return allocation.extend(distinct, maps, rules);
    }
  }

  /** The key map of an entity. */
  public Optional<KeyMap> of(Entity entity) {
    return maps.stream().filter(map -> map.entity().equals(entity)).findFirst();
  }
}
