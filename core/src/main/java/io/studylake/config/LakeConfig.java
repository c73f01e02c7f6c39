package io.studylake.config;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the lake is.
 *
 * @param store the kind of version store, {@code local} or {@code lakefs}
 * @param localPath the folder of the embedded lake, absolute
 * @param warehouse where tables and archived files lie, absolute and without a slash at its end: a
 *     folder ({@code file:}) or a place in an object store ({@code s3a:}, {@code abfss:})
 * @param repositories repository by study name, where the two differ
 * @param hadoop how an object store is reached
 * @param lakefs how a lakeFS server is reached
 */
public record LakeConfig(
    String store,
    Path localPath,
    URI warehouse,
    Map<String, String> repositories,
    HadoopConfig hadoop,
    LakefsConfig lakefs) {
  static LakeConfig from(Config config) {
    String store = Keys.oneOf(config, "store", "local", "lakefs");
    Path local = Keys.folder(config, "local.path").orElseThrow();
    Optional<URI> warehouse = Keys.place(config, "warehouse");
    if (store.equals("lakefs") && warehouse.isEmpty()) {
      throw Keys.wrong(
          config,
          "warehouse",
          "store is lakefs, so warehouse has to be set to a place in the object store that lakeFS uses, for example s3a://bucket/warehouse; by environment STUDYLAKE_WAREHOUSE");
    }
    Map<String, String> repositories = new TreeMap<>();
    config
        .getObject("study.repositories")
        .forEach((study, repository) -> repositories.put(study, repository.unwrapped().toString()));
    return new LakeConfig(
        store,
        local,
        warehouse.orElse(Keys.uri(local.resolve("warehouse"))),
        Collections.unmodifiableMap(repositories),
        HadoopConfig.from(config),
        LakefsConfig.from(config));
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
    Map<String, String> properties = new TreeMap<>();
    properties.put("store", store);
    if (store.equals("lakefs")) {
      properties.putAll(lakefs.storeProperties());
    } else {
      properties.put("local.path", localPath.toString());
    }
    return properties;
  }

  /** The repository of a study: as mapped, else of the study's own name. */
  public String repositoryOf(String study) {
    return repositories.getOrDefault(study, study);
  }
}
