package io.studylake.catalog;

import io.studylake.version.VersionStore;
import io.studylake.version.local.LocalVersionStore;
import java.nio.file.Path;
import java.util.Map;

/** Opens a study of the embedded store, which has to exist: a catalog creates nothing. */
final class LocalStoreOpener implements StoreOpener {
  /** Property: the lake's folder. */
  static final String PATH = "local.path";

  @Override
  public VersionStore open(String catalog, String study, Map<String, String> properties) {
    String path = CatalogSettings.required(catalog, properties, PATH, "the lake's folder");
    return LocalVersionStore.open(Path.of(path), study);
  }
}
