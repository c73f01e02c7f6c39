package io.studylake.catalog;

import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The whole log of one table or namespace in a commit, for whoever checks it: tells everything that
 * is wrong with it, where a reader stops at the first thing or does not look.
 */
public final class PointerChain {
  private final PointerReading reading;
  private final CommitId commit;
  private final String folder;
  private final List<Entry> entries;

  private PointerChain(
      PointerReading reading, CommitId commit, String folder, List<Entry> entries) {
    this.reading = reading;
    this.commit = commit;
    this.folder = folder;
    this.entries = entries;
  }

  /**
   * What a chain is like.
   *
   * @param current the newest valid pointer, possibly one that drops; what a load shows
   * @param broken what is wrong, in words
   * @param voids pointers that readers pass over since the store lost what they were put on
   */
  public record State(Optional<Pointer> current, List<String> broken, List<String> voids) {
    /** Copies what is mutable. */
    public State {
      broken = List.copyOf(broken);
      voids = List.copyOf(voids);
    }
  }

  /** The chains of all tables and namespaces in a commit, dropped ones among them; reads none. */
  public static List<PointerChain> all(
      VersionStore store, PointerReading reading, CommitId commit) {
    View view = new View.Committed(commit);
    Map<String, List<Entry>> folders = new LinkedHashMap<>();
    Stream.of(PointerLogs.NAMESPACES, PointerLogs.TABLES)
        .flatMap(top -> store.list(view, top, Integer.MAX_VALUE).stream())
        .forEach(
            entry ->
                folders
                    .computeIfAbsent(
                        entry.path().substring(0, entry.path().lastIndexOf('/') + 1),
                        key -> new ArrayList<>())
                    .add(entry));
    return folders.entrySet().stream()
        .map(chain -> new PointerChain(reading, commit, chain.getKey(), chain.getValue()))
        .toList();
  }

  /** The table, its ref the commit; empty when this is the chain of a namespace. */
  public Optional<TableIdentifier> table() {
    String[] parts = folder.split("/", -1);
    return folder.startsWith(PointerLogs.TABLES) && parts.length == 4
        ? Optional.of(TableIdentifier.of(commit.value(), parts[1], parts[2]))
        : Optional.empty();
  }

  /** The namespace that the table is in, or that this is the chain of. */
  public String namespace() {
    return folder.split("/", -1)[1];
  }

  /** What people call it: {@code raw.ae}, or {@code namespace raw}. */
  public String name() {
    return table()
        .map(table -> table.namespace().level(1) + "." + table.name())
        .orElse(folder.startsWith(PointerLogs.TABLES) ? folder : "namespace " + namespace());
  }

  /** Reads every pointer. */
  public State read() {
    List<String> broken = new ArrayList<>();
    List<String> voids = new ArrayList<>();
    if (table().isEmpty() && folder.startsWith(PointerLogs.TABLES)) {
      broken.add(
          "%s is where no table has its pointers"
              .formatted(String.join(", ", entries.stream().map(Entry::path).toList())));
      return new State(Optional.empty(), broken, voids);
    }
    Optional<Pointer> current = Optional.empty();
    Optional<Pointer> pointer = readable(0, broken);
    for (int i = 0; i < entries.size(); i++) {
      Optional<Pointer> below = i + 1 < entries.size() ? readable(i + 1, broken) : Optional.empty();
      if (pointer.isPresent()) {
        boolean unreadableBelow = i + 1 < entries.size() && below.isEmpty();
        boolean valid =
            !unreadableBelow && valid(entries.get(i).path(), pointer.get(), below, broken, voids);
        if (valid && current.isEmpty()) {
          current = pointer;
        }
      }
      pointer = below;
    }
    return new State(current, broken, voids);
  }

  private static boolean valid(
      String path,
      Pointer pointer,
      Optional<Pointer> below,
      List<String> broken,
      List<String> voids) {
    long wanted = pointer.version() - 1;
    if (below.map(Pointer::version).orElse(0L) != wanted) {
      broken.add(
          "pointer %s is of version %d, and version %d below it is missing"
              .formatted(path, pointer.version(), wanted));
      return false;
    }
    if (!pointer.below().equals(below.map(Pointer::id))) {
      voids.add(
          "pointer %s is void: the store lost the write that it was put on, so readers pass over it"
              .formatted(path));
      return false;
    }
    return true;
  }

  private Optional<Pointer> readable(int index, List<String> broken) {
    PointerReading.Read read = reading.of(new View.Committed(commit), entries.get(index));
    read.broken().ifPresent(broken::add);
    return read.pointer();
  }
}
