package io.studylake.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What gets surrogate keys, and where natural keys are found.
 *
 * @param preset {@code auto} or the name of one of {@code presets}
 * @param presets in the order in which they are tried
 * @param roles columns by role that come before the preset's
 * @param entities in order of dependence: an entity after the one it is looked up through
 * @param buckets buckets that new keys are numbered in, for key maps that do not exist yet
 */
public record KeysConfig(
    String preset,
    List<Preset> presets,
    Map<String, List<String>> roles,
    List<Entity> entities,
    int buckets) {

  /**
   * Columns by role for one kind of source system.
   *
   * @param name its name, for example {@code sdtm}
   * @param roles lower-case column names by role, the most wanted first
   * @param subjectDatasets lower-case names of the datasets that tell each patient's location
   */
  public record Preset(
      String name, Map<String, List<String>> roles, List<String> subjectDatasets) {}

  /**
   * One kind of member that gets surrogate keys.
   *
   * @param name its name; the key map is {@code keys.<name>}, the key column {@code <name>_key}
   * @param required roles of the natural key that may not be null
   * @param optional roles of the natural key whose null is a value
   * @param through the entity whose subject dataset tells this one where a row does not
   */
  public record Entity(
      String name, List<String> required, List<String> optional, Optional<String> through) {
    /** All roles of the natural key, the required ones first. */
    public List<String> roles() {
      List<String> all = new ArrayList<>(required);
      all.addAll(optional);
      return List.copyOf(all);
    }

    /** The name of its key column. */
    public String keyColumn() {
      return name + "_key";
    }
  }

  /** Every column that any preset or role may take a natural key from. */
  public Set<String> roleColumns() {
    Set<String> columns = new TreeSet<>();
    roles.values().forEach(columns::addAll);
    presets.forEach(preset -> preset.roles().values().forEach(columns::addAll));
    return Collections.unmodifiableSet(columns);
  }

  static KeysConfig from(Config config) {
    Config keys = config.getConfig("keys");
    List<Preset> presets = new ArrayList<>();
    for (Config preset : keys.getConfigList("presets")) {
      Keys.only(preset, "keys.presets", "name", "roles", "subject-datasets");
      presets.add(
          new Preset(
              preset.getString("name"),
              columnsByRole(preset.getConfig("roles")),
              Keys.lowerCase(preset.getStringList("subject-datasets"))));
    }
    List<Entity> entities = entities(keys);
    String preset = keys.getString("preset");
    if (!preset.equals("auto") && presets.stream().noneMatch(p -> p.name().equals(preset))) {
      throw Keys.wrong(
          keys,
          "preset",
          "keys.preset '%s' is none of auto, %s"
              .formatted(preset, String.join(", ", presets.stream().map(Preset::name).toList())));
    }
    return new KeysConfig(
        preset,
        List.copyOf(presets),
        columnsByRole(keys.getConfig("roles")),
        entities,
        Keys.positive(keys, "buckets"));
  }

  private static Map<String, List<String>> columnsByRole(Config roles) {
    Map<String, List<String>> columns = new TreeMap<>();
    for (String role : roles.root().keySet()) {
      columns.put(role, Keys.lowerCase(roles.getStringList(ConfigUtil.joinPath(role))));
    }
    return Collections.unmodifiableMap(columns);
  }

  private static List<Entity> entities(Config keys) {
    List<Entity> direct = new ArrayList<>();
    List<Entity> lookedUp = new ArrayList<>();
    Config entities = keys.getConfig("entities");
    for (String name : entities.root().keySet().stream().sorted().toList()) {
      if (!name.matches("[a-z][a-z0-9_]*")) {
        throw Keys.wrong(
            keys,
            "entities",
            "keys.entities.%s: an entity's name is lower-case letters, digits and '_'"
                .formatted(name));
      }
      Config entity = entities.getConfig(ConfigUtil.joinPath(name));
      Keys.only(entity, "keys.entities." + name, "key", "optional", "through");
      Optional<String> through =
          entity.hasPath("through") ? Optional.of(entity.getString("through")) : Optional.empty();
      List<String> required = List.copyOf(entity.getStringList("key"));
      if (required.isEmpty()) {
        throw Keys.wrong(
            keys, "entities", "keys.entities.%s.key needs at least one role".formatted(name));
      }
      List<String> optional =
          entity.hasPath("optional") ? List.copyOf(entity.getStringList("optional")) : List.of();
      (through.isPresent() ? lookedUp : direct).add(new Entity(name, required, optional, through));
    }
    for (Entity entity : lookedUp) {
      String through = entity.through().orElseThrow();
      if (direct.stream().noneMatch(e -> e.name().equals(through))) {
        throw Keys.wrong(
            keys,
            "entities",
            "keys.entities.%s.through '%s' is no entity with a key of its own"
                .formatted(entity.name(), through));
      }
    }
    direct.addAll(lookedUp);
    return List.copyOf(direct);
  }
}
