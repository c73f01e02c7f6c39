package io.studylake.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the lake is.
 *
 * @param store the kind of version store, {@code local}
 * @param localPath the folder of the embedded lake, absolute
 * @param warehouse where tables and archived files lie, absolute and without a slash at its end: a
 *     folder ({@code file:}) or a place in an object store ({@code s3a:}, {@code abfss:})
 * @param repositories repository by study name, where the two differ
 * @param hadoop how an object store is reached
 */
public record LakeConfig(
    String store,
    Path localPath,
    URI warehouse,
    Map<String, String> repositories,
    HadoopConfig hadoop) {
  static LakeConfig from(Config config) {
    String store = Keys.oneOf(config, "store", "local");
    Path local = Keys.folder(config, "local.path").orElseThrow();
    Map<String, String> repositories = new TreeMap<>();
    config
        .getObject("study.repositories")
        .forEach((study, repository) -> repositories.put(study, repository.unwrapped().toString()));
    return new LakeConfig(
        store,
        local,
        Keys.place(config, "warehouse").orElse(Keys.uri(local.resolve("warehouse"))),
        Collections.unmodifiableMap(repositories),
        HadoopConfig.from(config));
  }

  /** Whether tables and archived files lie in a folder. */
  public boolean warehouseIsFolder() {
    return warehouse.getScheme().equals("file");
  }

  /** The warehouse as Iceberg names it, which does not percent-encode. */
  public String warehouseLocation() {
    return warehouseIsFolder() ? "file://" + Path.of(warehouse) : warehouse.toString();
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
