package io.studylake.lake;

import io.studylake.version.Entry;
import io.studylake.version.Link;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The data files of a branch's tables, shown on the branch under {@code data/<namespace>/<table>/}:
 * links, nothing is copied. So a user of the store browses, compares and downloads what the tables
 * hold, without knowing of Iceberg. studylake itself never reads them.
 */
final class DataLinks {
  private static final String FOLDER = "data/";

  private final VersionStore store;
  private final String branch;
  private final Links links;

  DataLinks(VersionStore store, String branch, Links links) {
    this.store = store;
    this.branch = branch;
    this.links = links;
  }

  /** Whether nothing is shown: no table was written yet, or links were switched off. */
  boolean none() {
    return store.list(new View.Staged(branch), FOLDER, 1).isEmpty();
  }

  /**
   * Takes all links away.
   *
   * @return links removed
   */
  int clear() {
    List<String> shown = paths(FOLDER);
    links.change(Map.of(), shown);
    return shown.size();
  }

  /**
   * Brings the links of tables up to date with their current snapshots.
   *
   * @param tables those that may have changed; one listing each
   * @param load the table as it is on the branch; empty when it is gone
   * @return links made and removed
   */
  int refresh(Collection<TableIdentifier> tables, Function<TableIdentifier, Optional<Table>> load) {
    Map<String, Link> added = new TreeMap<>();
    List<String> removed = new ArrayList<>();
    for (TableIdentifier table : tables) {
      String folder = FOLDER + "%s/%s/".formatted(table.namespace().level(1), table.name());
      Map<String, Link> wanted =
          load.apply(table).map(found -> files(folder, found)).orElseGet(Map::of);
      Set<String> there = new TreeSet<>(paths(folder));
      there.stream().filter(path -> !wanted.containsKey(path)).forEach(removed::add);
      wanted.forEach(
          (path, link) -> {
            if (!there.contains(path)) {
              added.put(path, link);
            }
          });
    }
    links.change(added, removed);
    return added.size() + removed.size();
  }

  private List<String> paths(String prefix) {
    return store.list(new View.Staged(branch), prefix, Integer.MAX_VALUE).stream()
        .map(Entry::path)
        .toList();
  }

  private static Map<String, Link> files(String folder, Table table) {
    Map<String, Link> files = new TreeMap<>();
    try (CloseableIterable<FileScanTask> tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        String location = task.file().location();
        files.put(folder + name(location), new Link(location, task.file().fileSizeInBytes(), ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the data files of " + table.name(), e);
    }
    return files;
  }

  /** What follows the table's folder of data files: names there are never used twice. */
  private static String name(String location) {
    int data = location.lastIndexOf("/data/");
    return location.substring(data < 0 ? location.lastIndexOf('/') + 1 : data + "/data/".length());
  }
}
