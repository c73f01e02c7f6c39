package io.studylake.keys;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.lake.SideBySide;
import io.studylake.lake.SideBySide.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@link KeyAllocation} in the driver's memory, for as many natural keys as fit there easily. A
 * Spark job costs about a second when it is the first of its kind, and the distributed form needs
 * ten of them; this one needs the scan and the appends.
 */
final class LocalAllocation implements KeyAllocation {
  private final SideBySide sideBySide;

  LocalAllocation(SideBySide sideBySide) {
    this.sideBySide = sideBySide;
  }

  @Override
  public KeyMaps extend(NaturalKeys natural, List<KeyMap> maps, KeyRules rules) {
    List<RoleValues> values = natural.collect();
    Map<Entity, Map<NaturalKey, Long>> keys = new HashMap<>();
    Map<String, Long> given = new TreeMap<>();
    List<Work<Long>> appends = new ArrayList<>();
    for (KeyMap map : maps) {
      Map<NaturalKey, Long> known = map.readAll();
      Map<NaturalKey, Long> added = allocate(map, missing(values, map.entity(), known));
      known.putAll(added);
      keys.put(map.entity(), known);
      if (!added.isEmpty()) {
        given.put(map.entity().name(), (long) added.size());
        appends.add(new Work<>("keys " + map.entity().name(), () -> map.append(added)));
      }
    }
    sideBySide.run(appends);
    return new KeyMaps(maps, given, delivered(values, maps, rules, keys));
  }

  private static Set<NaturalKey> missing(
      List<RoleValues> values, Entity entity, Map<NaturalKey, Long> known) {
    Set<NaturalKey> missing = new HashSet<>();
    for (RoleValues value : values) {
      value.naturalKey(entity).filter(key -> !known.containsKey(key)).ifPresent(missing::add);
    }
    return missing;
  }

  private static Map<NaturalKey, Long> allocate(KeyMap map, Set<NaturalKey> missing) {
    TreeMap<Integer, TreeSet<NaturalKey>> buckets = new TreeMap<>();
    for (NaturalKey key : missing) {
      buckets.computeIfAbsent(key.bucket(map.buckets()), bucket -> new TreeSet<>()).add(key);
    }
    long next = map.highestKey();
    Map<NaturalKey, Long> added = new HashMap<>();
    for (TreeSet<NaturalKey> bucket : buckets.values()) {
      for (NaturalKey key : bucket) {
        next++;
        added.put(key, next);
      }
    }
    return added;
  }

  private static DeliveredMembers delivered(
      List<RoleValues> values,
      List<KeyMap> maps,
      KeyRules rules,
      Map<Entity, Map<NaturalKey, Long>> keys) {
    Map<String, Set<Long>> members = new TreeMap<>();
    Map<String, Map<Long, Set<Long>>> places = new TreeMap<>();
    for (KeyMap map : maps) {
      Entity entity = map.entity();
      Optional<Entity> through = rules.through(entity);
      for (RoleValues value : values) {
        Optional<Long> key = value.naturalKey(entity).map(keys.get(entity)::get);
        if (key.isEmpty()) {
          continue;
        }
        if (entity.roles().size() == 1) {
          members.computeIfAbsent(entity.name(), e -> new TreeSet<>()).add(key.get());
        }
        if (through.isPresent() && value.inSubjectDataset()) {
          value
              .naturalKey(through.get())
              .map(keys.get(through.get())::get)
              .ifPresent(
                  member ->
                      places
                          .computeIfAbsent(entity.name(), e -> new TreeMap<>())
                          .computeIfAbsent(member, m -> new TreeSet<>())
                          .add(key.get()));
        }
      }
    }
    return new DeliveredMembers(members, places);
  }
}
