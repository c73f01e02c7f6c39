package io.studylake.verify;

import io.studylake.catalog.RefCatalog;
import io.studylake.lake.Study;
import io.studylake.progress.Progress;
import io.studylake.provenance.Provenance;
import io.studylake.text.Listing;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at everything that refs of a study show, without Spark; changes nothing. */
public final class Verification {
  private static final int NAMED = 3;

  private final Study study;
  private final Progress progress;
  private final Depth depth;
  private final Map<Remark, List<String>> found = new LinkedHashMap<>();

  /** A verification that has not begun, of what is there in which size. */
  public Verification(Study study, Progress progress) {
    this(study, progress, Depth.SIZES);
  }

  /** A verification that has not begun. */
  public Verification(Study study, Progress progress, Depth depth) {
    this.study = study;
    this.progress = progress;
    this.depth = depth;
  }

  /**
   * Looks at a ref; of {@code main} also at every commit.
   *
   * @throws io.studylake.version.RefNotFoundException when there is no such ref
   * @throws io.studylake.storage.ObjectStoreException when the store of the files does not answer:
   *     nothing is known to be broken then
   */
  public Report of(String ref) {
    return of(Map.of(ref, study.store().require(ref)));
  }

  /**
   * Looks at every branch and tag, and at every commit of {@code main}; at what they share once.
   */
  public Report ofAllRefs() {
    VersionStore store = study.store();
    Map<String, CommitId> refs = new LinkedHashMap<>();
    Stream.of(List.of(VersionStore.MAIN), store.branches(), store.tags())
        .flatMap(List::stream)
        // A branch that a run drops meanwhile is none any more.
        .forEach(ref -> store.resolve(ref).ifPresent(commit -> refs.putIfAbsent(ref, commit)));
    return of(refs);
  }

  private Report of(Map<String, CommitId> refs) {
    study.requireWarehouse();
    long commits = refs.containsKey(VersionStore.MAIN) ? commits(refs.get(VersionStore.MAIN)) : 0;
    Map<CommitId, List<String>> byCommit = new LinkedHashMap<>();
    refs.forEach(
        (ref, commit) -> byCommit.computeIfAbsent(commit, key -> new ArrayList<>()).add(ref));
    try (RefCatalog catalog = study.catalog(Optional.empty());
        FileSizes sizes = new FileSizes()) {
      SnapshotCheck snapshots = new SnapshotCheck(study, catalog, sizes, depth);
      if (refs.size() == 1) {
        byCommit.forEach((commit, names) -> add(snapshots.of(commit, progress), names));
      } else {
        progress.step("Refs", "%d, of %d commits".formatted(refs.size(), byCommit.size()));
        byCommit.forEach((commit, names) -> oneOfMany(snapshots, commit, names));
      }
      List<Finding> findings = new ArrayList<>();
      List<String> order = List.copyOf(refs.keySet());
      found.forEach(
          (remark, names) ->
              findings.add(
                  new Finding(
                      remark,
                      names.stream().sorted(Comparator.comparingInt(order::indexOf)).toList())));
      return new Report(refs, findings, snapshots.tables(), sizes.seen(), commits);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot close the catalog of " + study.name(), e);
    }
  }

  private void oneOfMany(SnapshotCheck snapshots, CommitId commit, List<String> names) {
    String shown = Listing.first(NAMED, names);
    progress.begin("Refs", shown);
    List<Remark> remarks = snapshots.of(commit, Progress.SILENT);
    add(remarks, names);
    boolean broken = remarks.stream().anyMatch(remark -> remark.kind() == Remark.Kind.BROKEN);
    progress.end("Refs", shown, broken ? "broken" : "whole");
  }

  private void add(List<Remark> remarks, List<String> refs) {
    remarks.forEach(remark -> found.computeIfAbsent(remark, key -> new ArrayList<>()).addAll(refs));
  }

  private long commits(CommitId head) {
    progress.step("Commits", "of main, back to the first");
    Provenance provenance = new Provenance(study.store());
    long count = 0;
    try (Stream<Commit> log = study.store().log(head)) {
      for (Commit commit : (Iterable<Commit>) log::iterator) {
        count++;
        provenance
            .flaw(commit)
            .ifPresent(
                flaw ->
                    add(
                        List.of(
                            Remark.broken(
                                VersionStore.MAIN,
                                ("commit %s (%s, \"%s\") came from no passed run (%s): nobody"
                                        + " knows what it did to the study")
                                    .formatted(
                                        commit.id(),
                                        commit.createdAt(),
                                        commit.message().strip(),
                                        flaw))),
                        List.of(VersionStore.MAIN)));
      }
    }
    return count;
  }
}
