package io.studylake.catalog;

import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.iceberg.exceptions.ForbiddenException;

/**
 * The refs of a study as one catalog sees them: each resolved to a commit once, so that two tables
 * of one query are of one snapshot; only the work branch is read as it is written.
 */
final class Refs {
  private final VersionStore store;
  private final Optional<String> workBranch;
  private final Map<String, CommitId> pins = new ConcurrentHashMap<>();

  Refs(VersionStore store, Optional<String> workBranch) {
    this.store = store;
    this.workBranch = workBranch;
    workBranch.ifPresent(this::requireWorkBranch);
  }

  /** Branches and tags in order of name, branches first. */
  List<String> names() {
    return Stream.concat(store.branches().stream(), store.tags().stream()).toList();
  }

  /** What a ref shows; empty when there is no such ref. */
  Optional<View> view(String ref) {
    if (workBranch.equals(Optional.of(ref))) {
      return Optional.of(new View.Staged(ref));
    }
    return pin(ref).map(View.Committed::new);
  }

  /** The commit a ref is read at; of the work branch its head. */
  Optional<CommitId> commit(String ref) {
    return workBranch.equals(Optional.of(ref)) ? store.resolve(ref) : pin(ref);
  }

  /**
   * The commit a ref is read at; of the work branch its head.
   *
   * @throws io.studylake.version.RefNotFoundException when there is none; names the nearest ref
   */
  CommitId require(String ref) {
    return commit(ref).orElseGet(() -> store.require(ref));
  }

  /**
   * Checks that this catalog may write to a ref.
   *
   * @throws ForbiddenException unless it is the work branch
   */
  void requireWritable(String ref) {
    if (workBranch.equals(Optional.of(ref))) {
      return;
    }
    throw new ForbiddenException(
        "Cannot write to ref %s: this catalog %s. Write on a work branch and publish it.",
        ref,
        workBranch.map(branch -> "writes to branch " + branch + " alone").orElse("only reads"));
  }

  /** Each ref that was read so far, and the commit it is read at. */
  Map<String, CommitId> pins() {
    return new TreeMap<>(pins);
  }

  /** Forgets the pins: from now on each ref is read as it is when it is asked for next. */
  void refresh() {
    pins.clear();
  }

  private Optional<CommitId> pin(String ref) {
    return CatalogNames.isRef(ref)
        ? Optional.ofNullable(pins.computeIfAbsent(ref, name -> store.resolve(name).orElse(null)))
        : Optional.empty();
  }

  private void requireWorkBranch(String branch) {
    if (branch.equals(VersionStore.MAIN)) {
      throw new IllegalArgumentException(
          "Cannot use main as work branch: tables reach it by publishing a branch. Create a branch"
              + " from it and name that.");
    }
    if (!store.branches().contains(branch)) {
      throw new IllegalArgumentException(
          "Cannot use '%s' as work branch: there is no branch of that name in %s. Create it first."
              .formatted(branch, store.uri()));
    }
  }
}
