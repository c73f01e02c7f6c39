package io.studylake.store;

import io.studylake.config.Environment;
import io.studylake.version.CommitId;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import io.studylake.version.lakefs.LakefsSettings;
import io.studylake.version.lakefs.LakefsVersionStore;
import io.studylake.version.local.LocalVersionStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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

    @Override
    public Initialised initialise(Map<String, String> properties, String repository) {
      return new Initialised(openOrCreate(properties, repository), List.of());
    }
  },

  /** A lakeFS server: one repository for each study. */
  LAKEFS("lakefs") {
    @Override
    public Map<String, String> needed() {
      return Map.of(
          LakefsSettings.ENDPOINT,
          "the server's address, or STUDYLAKE_LAKEFS_ENDPOINT in the environment",
          LakefsSettings.ACCESS_KEY_ID,
          "the user's access key id, or STUDYLAKE_LAKEFS_ACCESS_KEY_ID in the environment",
          LakefsSettings.SECRET_ACCESS_KEY,
          "the user's secret key, better STUDYLAKE_LAKEFS_SECRET_ACCESS_KEY in the environment");
    }

    @Override
    public Set<String> credentials() {
      return Set.of(LakefsSettings.ACCESS_KEY_ID, LakefsSettings.SECRET_ACCESS_KEY);
    }

    @Override
    public Map<String, String> completed(
        Map<String, String> properties, Map<String, String> environment) {
      Map<String, String> completed = new TreeMap<>(properties);
      completed.values().removeIf(String::isBlank);
      Map<String, Environment.Setting> set = new TreeMap<>(Environment.settings(environment));
      set.keySet().removeIf(key -> !key.startsWith("lakefs."));
      // A user's id and secret are of one place.
      if (credentials().stream().anyMatch(completed::containsKey)) {
        set.keySet().removeAll(credentials());
      }
      set.forEach((key, setting) -> completed.putIfAbsent(key, setting.value()));
      Environment.lakectl(environment, completed)
          .forEach((key, setting) -> completed.put(key, setting.value()));
      return completed;
    }

    @Override
    public VersionStore open(Map<String, String> properties, String repository) {
      return LakefsVersionStore.open(LakefsSettings.of(properties), repository);
    }

    @Override
    public VersionStore openOrCreate(Map<String, String> properties, String repository) {
      LakefsSettings settings = LakefsSettings.of(properties);
      if (!Boolean.parseBoolean(properties.get(CREATE_REPOSITORIES))) {
        return LakefsVersionStore.open(settings, repository);
      }
      try {
        return LakefsVersionStore.open(settings, repository);
      } catch (RefNotFoundException e) {
        return initialise(properties, repository).store();
      }
    }

    @Override
    public Initialised initialise(Map<String, String> properties, String repository) {
      LakefsVersionStore store =
          LakefsVersionStore.openOrCreate(LakefsSettings.of(properties), repository);
      try {
        return new Initialised(store, store.guardMain());
      } catch (RuntimeException e) {
        store.close();
        throw e;
      }
    }

    @Override
    public boolean isGuarded(VersionStore store, CommitId main) {
      return store.read(new View.Committed(main), LakefsVersionStore.GATE).isPresent();
    }
  };

  /** Property: which kind of store. */
  public static final String STORE = "store";

  /** Property: whether a study that has no repository gets one when it is first delivered to. */
  public static final String CREATE_REPOSITORIES = "lakefs.create-repositories";

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

  /**
   * The properties, and what they lack of the server as the environment has it: so that nobody who
   * starts a catalog by name has to put a secret on a command line. A user's id and secret come
   * from one place.
   */
  public Map<String, String> completed(
      Map<String, String> properties, Map<String, String> environment) {
    return properties;
  }

  /** The properties that are credentials: never in Spark's settings, which its logs show. */
  public Set<String> credentials() {
    return Set.of();
  }

  /** Opens a study that exists. */
  public abstract VersionStore open(Map<String, String> properties, String repository);

  /** Opens a study, made empty when there is none yet and the store may make one. */
  public abstract VersionStore openOrCreate(Map<String, String> properties, String repository);

  /**
   * Opens a study, made when there is none yet, and sees to what the store itself can guard. Safe
   * to repeat.
   */
  public abstract Initialised initialise(Map<String, String> properties, String repository);

  /**
   * A study that is ready for its first delivery.
   *
   * @param store its store, open
   * @param done what had to be done for its guard, a line each
   */
  public record Initialised(VersionStore store, List<String> done) {}

  /**
   * Whether {@code main} has what {@link #initialise} makes the store itself guard it with; of a
   * store that guards nothing it is true.
   *
   * @param main its head
   */
  public boolean isGuarded(VersionStore store, CommitId main) {
    return true;
  }
}
