package io.studylake.catalog;

import io.studylake.version.CommitId;
import io.studylake.version.Retry;
import io.studylake.version.VersionStore;
import io.studylake.version.local.LocalVersionStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/** A study in a temporary folder, with one store open. */
final class TestLake implements AutoCloseable {
  static final String STUDY = "pilot";
  static final Retry QUICK = new Retry(3, Duration.ofMillis(1));
  static final Schema SCHEMA =
      new Schema(
          Types.NestedField.optional(1, "usubjid", Types.StringType.get()),
          Types.NestedField.optional(2, "age", Types.DoubleType.get()));

  private final Path folder;
  private final VersionStore store;

  TestLake(Path folder) {
    this.folder = folder;
    this.store = LocalVersionStore.openOrCreate(folder, STUDY);
  }

  VersionStore store() {
    return store;
  }

  Path folder() {
    return folder;
  }

  String warehouse() {
    return "file://" + folder.resolve("warehouse");
  }

  /** Creates a branch from main. */
  void branch(String name) {
    store.createBranch(name, head(VersionStore.MAIN));
  }

  CommitId head(String ref) {
    return store.resolve(ref).orElseThrow();
  }

  /** Commits what is staged on a branch and merges it into main. */
  CommitId publish(String branch) {
    store.commit(branch, "load " + branch, Map.of());
    return store.merge(branch, VersionStore.MAIN, "publish " + branch, Map.of()).id();
  }

  RefCatalog reader() {
    return RefCatalog.over(store, settings(), QUICK);
  }

  RefCatalog writer(String branch) {
    return writer(store, branch);
  }

  RefCatalog writer(VersionStore over, String branch) {
    return RefCatalog.over(over, settings().writing(branch), QUICK);
  }

  CatalogSettings settings() {
    return CatalogSettings.reading("study", STUDY, warehouse());
  }

  static TableIdentifier table(String ref, String namespace, String table) {
    return TableIdentifier.of(Namespace.of(ref, namespace), table);
  }

  @Override
  public void close() {
    store.close();
  }
}
