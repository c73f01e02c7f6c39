package io.studylake.vacuum;

import io.studylake.catalog.Pointer;
import io.studylake.catalog.PointerReading;
import io.studylake.parallel.AtOnce;
import io.studylake.progress.Progress;
import io.studylake.version.CommitId;
import io.studylake.version.Entry;
import io.studylake.version.RefNotFoundException;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * The files that a study needs: all that any commit of any branch or tag reaches, back to the
 * first, and all that is staged. Only grows; what was read once is not read again.
 */
final class Reachable {
  private static final String TABLES = "tables/";
  private static final int TABLES_AT_ONCE = 8;

  private final VersionStore store;
  private final StudyFolder folder;
  private final PointerReading pointers;
  private final TableFiles tables;
  private final Set<CommitId> commits = new HashSet<>();
  private final Set<String> entries = new HashSet<>();
  private final Set<String> metadata = new TreeSet<>();
  private final Set<String> linked = new HashSet<>();
  private final Set<String> broken = new LinkedHashSet<>();

  Reachable(VersionStore store, StudyFolder folder) {
    this.store = store;
    this.folder = folder;
    this.pointers = new PointerReading(store);
    this.tables = new TableFiles(folder);
  }

  /**
   * Looks at all refs as they are now, and at what was not seen before.
   *
   * @throws BrokenStudyException when something that a ref reaches cannot be read
   */
  void walk(Progress progress) {
    // A branch that is made from another one while the refs are read, and the other dropped, is in
    // the next round: no head is left that was not looked at.
    for (boolean more = true; more; ) {
      more = round(progress);
    }
    if (!broken.isEmpty()) {
      throw new BrokenStudyException(
          ("Cannot vacuum: %s, and nobody knows which files it needs%s. So nothing is deleted;"
                  + " run `studylake verify --all-refs`.")
              .formatted(
                  broken.iterator().next(),
                  broken.size() == 1 ? "" : ", and %,d more".formatted(broken.size() - 1)));
    }
  }

  /** What one commit needs that is not there: paths, or words for what cannot be read. */
  List<String> missing(CommitId commit, Inventory there) {
    look(new View.Committed(commit));
    metadata.forEach(tables::read);
    metadata.clear();
    Set<String> missing = new TreeSet<>(linked);
    missing.addAll(tables.paths());
    there.files().forEach(file -> missing.remove(folder.path(file.location())));
    return Stream.of(broken, tables.broken(), missing).flatMap(Collection::stream).toList();
  }

  /** Whether a file is needed. */
  boolean holds(StudyFile file) {
    String path = folder.path(file.location());
    return linked.contains(path) || tables.holds(path);
  }

  /** Whether anything in a table's folder is needed. */
  boolean holdsFolder(String table) {
    return tables.folders().contains(table);
  }

  /** Commits looked at. */
  int commits() {
    return commits.size();
  }

  private boolean round(Progress progress) {
    Deque<CommitId> open = new ArrayDeque<>();
    for (String branch : store.branches()) {
      // Before the head: what is committed in between is seen there.
      staged(branch);
      store.resolve(branch).ifPresent(open::add);
    }
    store.tags().forEach(tag -> store.resolve(tag).ifPresent(open::add));
    boolean more = false;
    while (!open.isEmpty()) {
      CommitId commit = open.pop();
      if (commits.add(commit)) {
        more = true;
        look(new View.Committed(commit));
        store.commit(commit).parents().forEach(open::push);
      }
    }
    List<Callable<Boolean>> unread = new ArrayList<>();
    metadata.forEach(location -> unread.add(() -> tables.read(location)));
    if (!unread.isEmpty()) {
      progress.step(
          "Refs", "%,d commits, %,d versions of tables".formatted(commits.size(), unread.size()));
    }
    AtOnce.run(TABLES_AT_ONCE, unread);
    metadata.clear();
    tables.broken().forEach(broken::add);
    return more;
  }

  private void staged(String branch) {
    View view = new View.Staged(branch);
    try {
      look(view);
    } catch (RefNotFoundException e) {
      // Dropped meanwhile; what it had is needed only where another ref has it.
      return;
    }
  }

  private void look(View view) {
    for (Entry entry : store.list(view, "", Integer.MAX_VALUE)) {
      if (!entries.add(entry.path() + ' ' + entry.contentId())) {
        continue;
      }
      entry.target().ifPresent(link -> linked.add(folder.pathOfLink(link.address())));
      if (entry.path().startsWith(TABLES)) {
        pointer(view, entry);
      }
    }
  }

  private void pointer(View view, Entry entry) {
    PointerReading.Read read = pointers.of(view, entry);
    if (read.broken().isPresent()) {
      if (view instanceof View.Committed || !store.list(view, entry.path(), 1).isEmpty()) {
        broken.add(read.broken().get());
      } else {
        // Taken back meanwhile.
        entries.remove(entry.path() + ' ' + entry.contentId());
      }
    }
    read.pointer()
        .flatMap(Pointer::table)
        .map(table -> table.metadataLocation())
        .filter(location -> !tables.knows(location))
        .ifPresent(metadata::add);
  }
}
