package io.studylake.store;

import io.studylake.version.VersionStore;
import io.studylake.version.local.LocalVersionStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A kind of version store, and what has to be known to open one. */
public enum StoreKind {
  /** The embedded store: a folder, nothing running. */
  LOCAL("local") {
    @Override
    public Map<String, String> needed() {
      return Map.of(LOCAL_PATH, "the lake's folder");
    }

    @Override
    public VersionStore open(Map<String, String> properties, String repository) {
      return LocalVersionStore.open(Path.of(properties.get(LOCAL_PATH)), repository);
    }

    @Override
    public VersionStore openOrCreate(Map<String, String> properties, String repository) {
      return LocalVersionStore.openOrCreate(Path.of(properties.get(LOCAL_PATH)), repository);
    }
  };

  /** Property: which kind of store. */
  public static final String STORE = "store";

  /** Property: the folder of the embedded lake. */
  public static final String LOCAL_PATH = "local.path";

  private final String word;

  StoreKind(String word) {
    this.word = word;
  }

  /** The kind of a word in configuration, for example {@code local}. */
  public static Optional<StoreKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** The properties that it cannot do without, and what each means. */
  public abstract Map<String, String> needed();

  /** Opens a study that exists. */
  public abstract VersionStore open(Map<String, String> properties, String repository);

  /** Opens a study, made empty when there is none yet. */
  public abstract VersionStore openOrCreate(Map<String, String> properties, String repository);
}
