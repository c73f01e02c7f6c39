package io.studylake.catalog;

import io.studylake.version.RefNames;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a catalog is told.
 *
 * @param name the catalog's name in messages and table names, in Spark the first part of a name
 * @param study the study's repository
 * @param warehouse the URI or path of the warehouse; the tables lie in {@code <warehouse>/<study>}
 * @param workBranch the one branch that is written, and read as it is written
 * @param properties further Iceberg catalog properties, {@code io-impl} and its own for example
 */
public record CatalogSettings(
    String name,
    String study,
    String warehouse,
    Optional<String> workBranch,
    Map<String, String> properties) {
  /** Property: the study's repository. */
  public static final String STUDY = "study";

  /** Property: the one branch that is written. */
  public static final String WORK_BRANCH = "work-branch";

  private static final String WAREHOUSE = "warehouse";
  private static final String URI = "uri";
  private static final String CACHE_ENABLED = "cache-enabled";

  /** Checks the names. */
  public CatalogSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(warehouse, "warehouse");
    RefNames.repository(study);
    properties = Map.copyOf(properties);
  }

  /** Settings of a catalog that only reads. */
  public static CatalogSettings reading(String name, String study, String warehouse) {
    return new CatalogSettings(name, study, warehouse, Optional.empty(), Map.of());
  }

  /** Names the properties, not their values: some are secret. */
  @Override
  public String toString() {
    return "CatalogSettings[name=%s, study=%s, warehouse=%s, workBranch=%s, properties=%s]"
        .formatted(name, study, warehouse, workBranch, new TreeSet<>(properties.keySet()));
  }

  /** The same settings with a branch to write to. */
  public CatalogSettings writing(String branch) {
    return new CatalogSettings(name, study, warehouse, Optional.of(branch), properties);
  }

  /**
   * Reads the properties that an engine hands over.
   *
   * @throws IllegalArgumentException naming the property that is missing or cannot be used
   */
  static CatalogSettings of(String name, Map<String, String> properties) {
    required(name, properties, URI, "the address of the store, without it lineage is lost");
    requireNoCache(name, properties);
    return new CatalogSettings(
        name,
        required(name, properties, STUDY, "the study's repository"),
        required(name, properties, WAREHOUSE, "the folder or URI of the warehouse"),
        Optional.ofNullable(properties.get(WORK_BRANCH)),
        properties);
  }

  /** The value of a property that a catalog cannot do without. */
  static String required(String name, Map<String, String> properties, String key, String meaning) {
    String value = properties.get(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot start catalog %s: property %s is missing. Set it to %s; in Spark it is"
                  .formatted(name, key, meaning)
              + " spark.sql.catalog.%s.%s.".formatted(name, key));
    }
    return value;
  }

  private static void requireNoCache(String name, Map<String, String> properties) {
    if (!"false".equalsIgnoreCase(properties.get(CACHE_ENABLED))) {
      throw new IllegalArgumentException(
          ("Cannot start catalog %s: property %s is not false. A cache by name would show old"
                  + " tables after a refresh; in Spark set spark.sql.catalog.%s.%s=false.")
              .formatted(name, CACHE_ENABLED, name, CACHE_ENABLED));
    }
  }
}
