package io.studylake.catalog;

import io.studylake.version.VersionStore;
import java.util.Map;

/** Opens the version store that a catalog's properties name. */
interface StoreOpener {
  /** Property: which kind of store, for example {@code local}. */
  String STORE = "store";

  /** Opens the store of a study. */
  VersionStore open(String catalog, String study, Map<String, String> properties);

  /**
   * The opener for the properties.
   *
   * @throws IllegalArgumentException when they name no store, or one that does not exist
   */
  static StoreOpener of(String catalog, Map<String, String> properties) {
    String store = CatalogSettings.required(catalog, properties, STORE, "the kind of store, local");
    return switch (store) {
      case "local" -> new LocalStoreOpener();
      default ->
          throw new IllegalArgumentException(
              "Cannot start catalog %s: there is no store '%s'. Set property %s to local."
                  .formatted(catalog, store, STORE));
    };
  }
}
