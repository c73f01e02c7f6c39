package io.studylake.refs;

import io.studylake.lake.Study;
import io.studylake.provenance.Provenance;
import io.studylake.running.Notice;
import io.studylake.running.Running;
import io.studylake.version.Commit;
import io.studylake.version.CommitId;
import io.studylake.version.VersionStore;
import io.studylake.version.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells what the branches of a study are for. */
public final class Branches {
  private final Study study;
  private final VersionStore store;

  /** Of a study. */
  public Branches(Study study) {
    this.study = study;
    this.store = study.store();
  }

  /**
   * The branches in order of name.
   *
   * @throws io.studylake.storage.ObjectStoreException when the warehouse does not tell who is at
   *     work
   */
  public List<StudyBranch> all() {
    return of(store.branches());
  }

  /** One branch; empty when there is none of that name. */
  Optional<StudyBranch> find(String name) {
    return store.branches().contains(name)
        ? of(List.of(name)).stream().findFirst()
        : Optional.empty();
  }

  /**
   * What is published.
   *
   * @param bases the commits that a run may have started from which has seen all of it
   */
  private record Main(CommitId head, Set<CommitId> bases) {}

  private Main main() {
    CommitId head = store.require(VersionStore.MAIN);
    return new Main(head, new Provenance(store).reached(head));
  }

  /**
   * Looks in this order, so that a run that ends meanwhile is not taken for a dead one: names, who
   * is at work, heads. A run that ended before the second has made its last commit by the third.
   */
  private List<StudyBranch> of(List<String> names) {
    List<Notice> atWork;
    try (Running running = Running.on(study)) {
      atWork = running.atWork();
    }
    Main main = main();
    List<StudyBranch> branches = new ArrayList<>();
    for (String name : names) {
      Optional<Notice> owner =
          atWork.stream().filter(notice -> notice.branches().contains(name)).findFirst();
      // One that is gone meanwhile is none any more.
      store
          .resolve(name)
          .ifPresent(head -> branches.add(branch(name, store.commit(head), main, owner)));
    }
    return branches;
  }

  private StudyBranch branch(String name, Commit head, Main main, Optional<Notice> owner) {
    Optional<RunBranchName> ofRun =
        name.equals(VersionStore.MAIN) ? Optional.empty() : RunBranchName.of(name);
    if (ofRun.isPresent()) {
      return ofRun(name, ofRun.get(), head, main, owner);
    }
    BranchKind kind =
        name.equals(VersionStore.MAIN)
            ? BranchKind.MAIN
            : owner.isPresent() ? BranchKind.AT_WORK : BranchKind.MADE;
    return new StudyBranch(name, kind, head.id(), head.createdAt(), "", "", false, words(owner));
  }

  private StudyBranch ofRun(
      String name, RunBranchName run, Commit head, Main main, Optional<Notice> owner) {
    Optional<RunLeft> left = file(head.id(), run).map(RunLeft::of);
    boolean published = file(main.head(), run).isPresent();
    BranchKind kind;
    if (owner.isPresent()) {
      kind = BranchKind.AT_WORK;
    } else if (published) {
      kind = BranchKind.PUBLISHED;
    } else if (left.isEmpty() || left.get().restore()) {
      kind = BranchKind.DIED;
    } else {
      kind = left.get().passed() ? BranchKind.HELD_BACK : BranchKind.STOPPED;
    }
    boolean publishable =
        (kind == BranchKind.HELD_BACK || kind == BranchKind.STOPPED)
            && left.filter(file -> file.passed() || file.stoppedByGate())
                .map(file -> main.bases().contains(new CommitId(file.baseCommit())))
                .orElse(false);
    return new StudyBranch(
        name,
        kind,
        head.id(),
        left.isEmpty() ? run.startedAt() : head.createdAt(),
        run.delivery(),
        run.run(),
        publishable,
        words(owner));
  }

  private Optional<byte[]> file(CommitId commit, RunBranchName run) {
    return store.read(new View.Committed(commit), RunLeft.path(run.run()));
  }

  private static String words(Optional<Notice> owner) {
    return owner.map(Notice::words).orElse("");
  }
}
