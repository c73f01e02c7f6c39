package io.studylake.keys;

import io.studylake.config.KeysConfig.Entity;
import io.studylake.delivery.Fingerprint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How keys are given in one delivery: which column holds which role, and which entities there are.
 *
 * @param roles the columns
 * @param entities entities whose natural key the delivery can hold, an entity after the one it is
 *     looked up through
 */
public record KeyRules(RoleColumns roles, List<Entity> entities) {
  /** Copies what is mutable. */
  public KeyRules {
    entities = List.copyOf(entities);
  }

  /** The rules for datasets with these columns. */
  public static KeyRules of(
      io.studylake.config.KeysConfig config, Map<String, List<String>> columnsByDataset) {
    RoleColumns roles = RoleColumns.choose(config, columnsByDataset);
    return new KeyRules(roles, config.entities().stream().filter(roles::known).toList());
  }

  /** The entity that another is looked up through. */
  public Optional<Entity> through(Entity entity) {
    return entity
        .through()
        .flatMap(name -> entities.stream().filter(e -> e.name().equals(name)).findFirst());
  }

  /** Whether a dataset with these columns gets the entity's key column. */
  public boolean keys(List<String> columns, Entity entity) {
    return roles.holds(columns, entity) || lookedUp(columns, entity);
  }

  /**
   * Whether the entity's key can come from the subject datasets for a dataset with these columns.
   */
  public boolean lookedUp(List<String> columns, Entity entity) {
    return through(entity).filter(member -> roles.holds(columns, member)).isPresent();
  }

  /** What decides the keys of a row, beside the row and the key maps. */
  public String fingerprint() {
    StringBuilder all = new StringBuilder(Normalisation.RULES);
    roles
        .columns()
        .forEach((role, column) -> all.append(';').append(role).append('=').append(column));
    all.append(";subjects=").append(roles.subjectDatasets());
    entities.forEach(entity -> all.append(';').append(entity));
    return Fingerprint.of(all.toString());
  }
}
