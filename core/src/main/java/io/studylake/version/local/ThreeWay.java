package io.studylake.version.local;

import io.studylake.version.local.Folder.Item;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Merges two trees path by path, never inside a file: a path takes the side that changed it, and is
 * in conflict when both changed it differently. With several merge bases a side counts as unchanged
 * only when it equals all of them.
 */
final class ThreeWay {
  private final ObjectReader reader;
  private final ObjectInserter inserter;
  private final List<String> conflicts = new ArrayList<>();

  ThreeWay(ObjectReader reader, ObjectInserter inserter) {
    this.reader = reader;
    this.inserter = inserter;
  }

  /** The merged tree; means nothing when there are {@link #conflicts()}. */
  ObjectId merge(List<ObjectId> bases, ObjectId ours, ObjectId theirs) throws IOException {
    List<Folder> baseFolders = new ArrayList<>();
    for (ObjectId base : bases) {
      baseFolders.add(Folder.read(reader, base));
    }
    return merge("", baseFolders, Folder.read(reader, ours), Folder.read(reader, theirs))
        .write(inserter);
  }

  /** Every path that both sides changed differently, in order. */
  List<String> conflicts() {
    return conflicts.stream().sorted(PathOrder.CODE_POINTS).toList();
  }

  private Folder merge(String at, List<Folder> bases, Folder ours, Folder theirs)
      throws IOException {
    Set<String> names = new TreeSet<>(ours.names());
    names.addAll(theirs.names());
    Folder merged = new Folder();
    for (String name : names) {
      List<Optional<Item>> before = bases.stream().map(base -> base.get(name)).toList();
      merged.set(name, merge(at + name, before, ours.get(name), theirs.get(name)));
    }
    return merged;
  }

  private Optional<Item> merge(
      String path, List<Optional<Item>> bases, Optional<Item> ours, Optional<Item> theirs)
      throws IOException {
    if (ours.equals(theirs) || bases.stream().allMatch(theirs::equals)) {
      return ours;
    }
    if (bases.stream().allMatch(ours::equals)) {
      return theirs;
    }
    if (isFile(ours) || isFile(theirs)) {
      conflicts.add(path);
      return ours;
    }
    List<Folder> baseFolders = new ArrayList<>();
    for (Optional<Item> base : bases) {
      baseFolders.add(Folder.of(base, reader));
    }
    return merge(path + "/", baseFolders, Folder.of(ours, reader), Folder.of(theirs, reader))
        .writeIfAny(inserter);
  }

  private static boolean isFile(Optional<Item> item) {
    return item.isPresent() && !FileMode.TREE.equals(item.get().mode());
  }
}
