package io.studylake.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the lake is.
 *
 * @param store the kind of version store, {@code local}
 * @param localPath the folder of the embedded lake, absolute
 * @param warehouse the folder of tables and archived files, absolute
 * @param repositories repository by study name, where the two differ
 */
public record LakeConfig(
    String store, Path localPath, Path warehouse, Map<String, String> repositories) {
  static LakeConfig from(Config config) {
    String store = Keys.oneOf(config, "store", "local");
    Path local = Keys.folder(config, "local.path").orElseThrow();
    Optional<Path> warehouse = Keys.folder(config, "warehouse");
    Map<String, String> repositories = new TreeMap<>();
    config
        .getObject("study.repositories")
        .forEach((study, repository) -> repositories.put(study, repository.unwrapped().toString()));
    return new LakeConfig(
        store,
        local,
        warehouse.orElse(local.resolve("warehouse")),
        Collections.unmodifiableMap(repositories));
  }

  /** What opens the version store, as a catalog's properties name it. */
  public Map<String, String> storeProperties() {
    return Map.of("store", store, "local.path", localPath.toString());
  }

  /** The repository of a study: as mapped, else of the study's own name. */
  public String repositoryOf(String study) {
    return repositories.getOrDefault(study, study);
  }
}
