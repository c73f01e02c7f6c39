package io.studylake.keys;

import io.studylake.config.KeysConfig;
import io.studylake.config.KeysConfig.Entity;
import io.studylake.config.KeysConfig.Preset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which column holds which role in one delivery. Chosen once for all its datasets: a dataset
 * without the column has no such role, it never falls back to another column, since {@code
 * VISITNUM} in one dataset and {@code VISIT} in the next would make two visits of one.
 *
 * @param preset the preset that fits; {@code none} when no preset does
 * @param columns lower-case column by role
 * @param subjectDatasets datasets that tell each patient's location
 */
public record RoleColumns(
    String preset, Map<String, String> columns, List<String> subjectDatasets) {

  /**
   * Chooses the columns: the first preset whose patient and visit columns exist, else the first
   * whose patient column does.
   *
   * @param datasets lower-case column names by dataset
   */
  public static RoleColumns choose(
      KeysConfig config, Map<String, ? extends Collection<String>> datasets) {
    Set<String> existing =
        datasets.values().stream()
            .flatMap(Collection::stream)
            .collect(java.util.stream.Collectors.toSet());
    Optional<Preset> preset = preset(config, existing);
    Map<String, String> columns = new TreeMap<>();
    List<Map<String, List<String>>> wanted = new ArrayList<>();
    wanted.add(config.roles());
    preset.ifPresent(p -> wanted.add(p.roles()));
    for (Map<String, List<String>> aliases : wanted) {
      aliases.forEach(
          (role, names) ->
              names.stream()
                  .filter(existing::contains)
                  .findFirst()
                  .ifPresent(column -> columns.putIfAbsent(role, column)));
    }
    return new RoleColumns(
        preset.map(Preset::name).orElse("none"),
        java.util.Collections.unmodifiableMap(columns),
        preset.map(Preset::subjectDatasets).orElse(List.of()));
  }

  private static Optional<Preset> preset(KeysConfig config, Set<String> existing) {
    if (!config.preset().equals("auto")) {
      return config.presets().stream().filter(p -> p.name().equals(config.preset())).findFirst();
    }
    Optional<Preset> both =
        config.presets().stream()
            .filter(p -> has(p, "patient", existing) && has(p, "visit", existing))
            .findFirst();
    return both.isPresent()
        ? both
        : config.presets().stream().filter(p -> has(p, "patient", existing)).findFirst();
  }

  private static boolean has(Preset preset, String role, Set<String> existing) {
    return preset.roles().getOrDefault(role, List.of()).stream().anyMatch(existing::contains);
  }

  /** The column that holds a role in a dataset with these columns. */
  public Optional<String> in(Collection<String> datasetColumns, String role) {
    return Optional.ofNullable(columns.get(role)).filter(datasetColumns::contains);
  }

  /** Whether rows of a dataset with these columns carry the entity's natural key themselves. */
  public boolean holds(Collection<String> datasetColumns, Entity entity) {
    return entity.required().stream().allMatch(role -> in(datasetColumns, role).isPresent());
  }

  /** Whether any dataset of the delivery can carry the entity's natural key. */
  public boolean known(Entity entity) {
    return entity.required().stream().allMatch(columns::containsKey);
  }

  /**
   * The entity's natural key as the columns it is read from, for example {@code usubjid,visitnum}.
   */
  public String naturalKey(Entity entity) {
    return String.join(
        ",", entity.roles().stream().map(role -> columns.getOrDefault(role, "-")).toList());
  }
}
