package io.studylake.version.local;

import io.studylake.version.Change;
import io.studylake.version.Entry;
import io.studylake.version.EntryPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Reads trees: what paths there are, what they hold, how two differ. */
final class Snapshots {
  private final Repository repository;

  Snapshots(Repository repository) {
    this.repository = repository;
  }

  Optional<byte[]> read(ObjectId tree, String path) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      Optional<Folder.Item> item = item(reader, tree, path);
      return item.isEmpty() || item.get().isFolder()
          ? Optional.empty()
          : Optional.of(content(reader, item.get().id()));
    }
  }

  List<String> children(ObjectId tree, String folder) throws IOException {
    EntryPath.requireFolder(folder);
    try (ObjectReader reader = repository.newObjectReader()) {
      Optional<ObjectId> there = folder(reader, tree, folder);
      return there.isEmpty()
          ? List.of()
          : Folder.read(reader, there.get()).names().stream()
              .sorted(PathOrder.CODE_POINTS)
              .toList();
    }
  }

  List<Entry> list(ObjectId tree, String prefix, int limit) throws IOException {
    String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    List<Entry> entries = new ArrayList<>();
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = new TreeWalk(reader)) {
      Optional<ObjectId> there = folder(reader, tree, folder);
      if (there.isEmpty()) {
        return List.of();
      }
      walk.addTree(there.get());
      while (entries.size() < limit && walk.next()) {
        String path = folder + walk.getPathString();
        if (walk.isSubtree()) {
          if ((path + "/").startsWith(prefix)) {
            walk.enterSubtree();
          }
        } else if (path.startsWith(prefix)) {
          entries.add(entry(reader, path, walk));
        }
      }
    }
    return List.copyOf(entries);
  }

  List<Change> diff(ObjectId left, ObjectId right) throws IOException {
    List<Change> changes = new ArrayList<>();
    try (TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(left);
      walk.addTree(right);
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      while (walk.next()) {
        changes.add(new Change(walk.getPathString(), kind(walk)));
      }
    }
    changes.sort(Comparator.comparing(Change::path, PathOrder.CODE_POINTS));
    return List.copyOf(changes);
  }

  /** What a path stands for, a folder too. */
  static Optional<Folder.Item> item(ObjectReader reader, ObjectId tree, String path)
      throws IOException {
    try (TreeWalk walk = TreeWalk.forPath(reader, path, tree)) {
      return walk == null
          ? Optional.empty()
          : Optional.of(new Folder.Item(walk.getFileMode(0), walk.getObjectId(0)));
    }
  }

  private static Optional<ObjectId> folder(ObjectReader reader, ObjectId tree, String folder)
      throws IOException {
    if (folder.isEmpty()) {
      return Optional.of(tree);
    }
    String path = folder.substring(0, folder.length() - 1);
    EntryPath.parts(path);
    return item(reader, tree, path).filter(Folder.Item::isFolder).map(Folder.Item::id);
  }

  private static Entry entry(ObjectReader reader, String path, TreeWalk walk) throws IOException {
    return new Entry(
        path,
        Folder.LINK.equals(walk.getFileMode(0))
            ? Optional.of(LinkText.read(content(reader, walk.getObjectId(0))))
            : Optional.empty(),
        walk.getObjectId(0).name());
  }

  private static byte[] content(ObjectReader reader, ObjectId id) throws IOException {
    return reader.open(id).getCachedBytes(Integer.MAX_VALUE);
  }

  private static Change.Kind kind(TreeWalk walk) {
    if (walk.getFileMode(0) == FileMode.MISSING) {
      return Change.Kind.ADDED;
    }
    return walk.getFileMode(1) == FileMode.MISSING ? Change.Kind.REMOVED : Change.Kind.CHANGED;
  }
}
