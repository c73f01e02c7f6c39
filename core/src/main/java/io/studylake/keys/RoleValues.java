package io.studylake.keys;

import io.studylake.config.KeysConfig.Entity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The normalised role values of one or more rows.
 *
 * @param values text by role; roles without a value left out
 * @param inSubjectDataset whether the rows are of a subject dataset
 */
record RoleValues(Map<String, String> values, boolean inSubjectDataset) {
  /** Copies what is mutable. */
  RoleValues {
    values = Map.copyOf(values);
  }

  /** The natural key of an entity; empty when a required role has no value. */
  Optional<NaturalKey> naturalKey(Entity entity) {
    if (!values.keySet().containsAll(entity.required())) {
      return Optional.empty();
    }
    List<String> roles = entity.roles();
    return Optional.of(NaturalKey.of(roles.stream().map(values::get).toArray(String[]::new)));
  }
}
