package io.studylake.lake;

import io.studylake.parallel.AtOnce;
import io.studylake.version.Link;
import io.studylake.version.VersionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts many links on a branch, several at a time: each is a call of the store. */
public final class Links {
  private final VersionStore store;
  private final String branch;
  private final int atOnce;

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
  void change(Map<String, Link> links, List<String> removed) {
    List<Runnable> changes = new ArrayList<>();
    new TreeMap<>(links).forEach((path, link) -> changes.add(() -> store.link(branch, path, link)));
    removed.forEach(path -> changes.add(() -> store.remove(branch, path)));
    AtOnce.doAll(atOnce, changes);
  }
}
