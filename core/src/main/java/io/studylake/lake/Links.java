package io.studylake.lake;

import io.studylake.parallel.AtOnce;
import io.studylake.version.Link;
import io.studylake.version.VersionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts many links on a branch, several at a time: each is a call of the store. Remembers what it
 * did.
 */
public final class Links {
  private final VersionStore store;
  private final String branch;
  private final int atOnce;
  private final Set<String> placed = new TreeSet<>();
  private final Set<String> removed = new TreeSet<>();

  Links(VersionStore store, String branch, int atOnce) {
    this.store = store;
    this.branch = branch;
    this.atOnce = atOnce;
  }

  /** Stages links by path; what was there is replaced. */
  public void place(Map<String, Link> links) {
    change(links, List.of());
  }

  /**
   * Stages links by path, and the removal of paths.
   *
   * @throws RuntimeException what the first failing change threw, after the others have ended
   */
  void change(Map<String, Link> links, List<String> gone) {
    List<Runnable> changes = new ArrayList<>();
    new TreeMap<>(links).forEach((path, link) -> changes.add(() -> store.link(branch, path, link)));
    gone.forEach(path -> changes.add(() -> store.remove(branch, path)));
    AtOnce.doAll(atOnce, changes);
    placed.addAll(links.keySet());
    removed.addAll(gone);
  }

  /** The paths at which this run put links. */
  Set<String> placed() {
    return placed;
  }

  /** The paths that this run took away. */
  Set<String> removed() {
    return removed;
  }
}
