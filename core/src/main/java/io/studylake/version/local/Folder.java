package io.studylake.version.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** The items of one Git tree, to change and to write anew; only the folders on a path are. */
final class Folder {
  /** How a link is told from a file. */
  static final FileMode LINK = FileMode.SYMLINK;

  /** What a name in a folder stands for: a file, a link or a folder. */
  record Item(FileMode mode, ObjectId id) {
    boolean isFolder() {
      return FileMode.TREE.equals(mode);
    }
  }

  // Git orders a folder as if its name ended in a slash, by bytes.
  private static final Comparator<Map.Entry<String, Item>> GIT_ORDER =
      Comparator.comparing(
          item -> (item.getKey() + (item.getValue().isFolder() ? "/" : "")).getBytes(UTF_8),
          Arrays::compareUnsigned);

  private final Map<String, Item> items = new TreeMap<>();

  static Folder read(ObjectReader reader, ObjectId tree) throws IOException {
    Folder folder = new Folder();
    CanonicalTreeParser item = new CanonicalTreeParser();
    for (item.reset(reader, tree); !item.eof(); item.next()) {
      folder.items.put(
          item.getEntryPathString(), new Item(item.getEntryFileMode(), item.getEntryObjectId()));
    }
    return folder;
  }

  /** The folder that an item is; an empty one when it is none. */
  static Folder of(Optional<Item> item, ObjectReader reader) throws IOException {
    return item.isPresent() && item.get().isFolder() ? read(reader, item.get().id()) : new Folder();
  }

  Set<String> names() {
    return items.keySet();
  }

  Optional<Item> get(String name) {
    return Optional.ofNullable(items.get(name));
  }

  /** Puts an item or, when it is empty, removes what is there. */
  void set(String name, Optional<Item> item) {
    item.ifPresentOrElse(there -> items.put(name, there), () -> items.remove(name));
  }

  /** Puts or removes an item further down; a folder that has nothing in it goes. */
  void set(List<String> path, Optional<Item> item, ObjectInserter inserter) throws IOException {
    String name = path.get(0);
    if (path.size() == 1) {
      set(name, item);
      return;
    }
    Folder below;
    try (ObjectReader reader = inserter.newReader()) {
      below = of(get(name), reader);
    }
    below.set(path.subList(1, path.size()), item, inserter);
    set(name, below.writeIfAny(inserter));
  }

  Optional<Item> writeIfAny(ObjectInserter inserter) throws IOException {
    return items.isEmpty()
        ? Optional.empty()
        : Optional.of(new Item(FileMode.TREE, write(inserter)));
  }

  ObjectId write(ObjectInserter inserter) throws IOException {
    TreeFormatter tree = new TreeFormatter();
    items.entrySet().stream()
        .sorted(GIT_ORDER)
        .forEach(item -> tree.append(item.getKey(), item.getValue().mode(), item.getValue().id()));
    return inserter.insert(tree);
  }
}
